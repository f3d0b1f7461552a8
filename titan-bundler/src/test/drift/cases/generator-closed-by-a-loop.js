// parks
function* g(log) {
  try {
    yield drift(op(1));
    yield drift(op(2));
  } finally {
    log("closed " + drift(op("c")));
  }
}
export default function main(log) {
  for (const x of g(log)) break;
  try {
    for (const x of g(log)) throw new Error("body " + x);
  } catch (error) {
    return error;
  }
}
