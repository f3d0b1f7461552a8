export default function main() {
  const list = new Float64Array([1.5, 2.5, 3.5]);
  return [
    list.map((x) => drift(op(x * 2))),
    list.filter((x) => drift(op(x > 2))),
    list.reduce((a, x) => a + drift(op(x)), 0),
    list.find((x) => drift(op(x > 2))),
    list.some((x) => drift(op(x > 9))),
  ];
}
