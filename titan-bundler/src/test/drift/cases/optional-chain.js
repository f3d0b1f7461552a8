export default function main(log) {
  const o = { m(x) { return this === o ? drift(op({ deep: { n: (y) => [x, y] } })) : "lost this"; }, u: undefined };
  return [
    o?.m(1)?.deep.n(drift(op(2))),
    o.u?.(log("not evaluated"), drift(op(1))),
    o.u?.x.y(drift(op(1))),
    o.m?.(3).deep?.n?.(4),
    o.nothing?.m(drift(op(log("no")))),
    (o?.m)(5).deep.n(6),
    delete o?.m(1).deep.n,
    o?.["m"](drift(op(7))).deep["n"](8),
  ];
}
