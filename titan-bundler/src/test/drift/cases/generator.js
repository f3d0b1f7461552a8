function* pages(log, n) {
  try {
    for (let i = 0; i < n; i++) {
      const got = yield drift(op(i));
      if (got) log("got " + drift(op(got)));
    }
    return drift(op("end"));
  } finally {
    log("closed " + drift(op(n)));
  }
}
export default function main(log) {
  const seen = [];
  for (const x of pages(log, 3)) seen.push(x);
  const it = pages(log, 5);
  const first = it.next("lost");
  const second = it.next("sent");
  const last = it.return("early");
  const failing = pages(log, 2);
  failing.next();
  try {
    failing.throw(new Error("into"));
  } catch (error) {
    log(error);
  }
  return [seen, first, second, last, it.next(), Object.prototype.toString.call(it), pages.prototype.isPrototypeOf(it)];
}
