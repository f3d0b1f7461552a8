function f(a, b = drift(op(a + 1)), { c = drift(op(b + 1)), d } = drift(op({ d: 9 })), ...rest) {
  return [a, b, c, d, rest, arguments.length];
}
const g = (x = drift(op("x")), y = x + drift(op("y"))) => x + y;
export default function main() {
  return [f(1), f(1, undefined), f(1, 2, { c: 3 }, 4, 5), f(1, 2, {}), g(), g("p"), f.length, g.length];
}
