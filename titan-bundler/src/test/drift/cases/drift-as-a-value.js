export default function main() {
  const d = drift;
  const { all } = drift;
  const wait = (f, x) => f(x);
  return [d(op(1)), wait(drift, op(2)), [op(3), op(4)].map((x) => d(x)), all([op(5)]), drift.call(null, op(6))];
}
