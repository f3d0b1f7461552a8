// parks
function* inner(log) {
  try {
    yield drift(op(1));
    yield drift(op(2));
  } finally {
    log("inner closed " + drift(op("i")));
  }
}
function* outer(log) {
  try {
    yield* inner(log);
    log("not reached");
  } finally {
    log("outer closed " + drift(op("o")));
  }
}
export default function main(log) {
  for (const x of outer(log)) break;
  const it = outer(log);
  it.next();
  return [it.return("r"), it.next()];
}
