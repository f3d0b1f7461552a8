export default function main(log) {
  const a = [0, 0, 0];
  let i = 0;
  const at = () => (log("at"), a);
  a[i++] = drift(op(5));
  at()[i++] += drift(op(i * 10));
  a[drift(op(i))] = i++ + drift(op(1));
  const o = { x: 1 };
  o.x += (o.x = 10, drift(op(1)));
  [a[drift(op(0))], o.y = drift(op("y"))] = [drift(op("z"))];
  ({ k: o[drift(op("k"))], ...o.rest } = drift(op({ k: 1, l: 2 })));
  return [a, i, o];
}
