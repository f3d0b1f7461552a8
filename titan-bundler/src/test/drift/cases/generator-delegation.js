function* inner(x) {
  const got = yield drift(op(x));
  return [got, drift(op(x + 1))];
}
function* outer(log) {
  const result = yield* inner(1);
  log(result);
  yield* [drift(op("a")), "b"];
  yield* inner(5);
}
export default function main(log) {
  const it = outer(log);
  return [it.next(), it.next("g"), it.next(), it.next(), it.next(), it.next()];
}
