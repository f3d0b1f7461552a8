export default function main() {
  const { a, b: [c, d = drift(op("d"))] = [], ...rest } = drift(op({ a: 1, b: [2], x: 3 }));
  let x, y;
  [x, y = drift(op("y"))] = drift(op(["x"]));
  const o = { ...drift(op({ p: 1 })), q: drift(op(2)), ...(drift(op(null)) ?? {}) };
  return [a, c, d, rest, x, y, o, [...drift(op([1, 2])), drift(op(3))]];
}
