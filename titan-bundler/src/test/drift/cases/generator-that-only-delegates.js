function* inner(x) {
  yield drift(op(x));
  return drift(op(x + 1));
}
function* middle(x) {
  return yield* inner(x);
}
function* outer(log) {
  for (const x of [1, 5]) log(yield* middle(x));
}
export default function main(log) {
  const seen = [];
  for (const value of outer(log)) seen.push(value);
  for (const value of middle(7)) seen.push(value);
  return seen;
}
