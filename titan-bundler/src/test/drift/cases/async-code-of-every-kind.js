const o = {
  async *pages(log, n) {
    try {
      for (let i = 0; i < n; i++) yield drift(op(i));
    } finally {
      log("closed " + drift(op(n)));
    }
  },
};
async function each(list, f) {
  for (const x of list) await f(drift(op(x)));
}
export default async function main(log) {
  for await (const x of o.pages(log, 5)) {
    if (drift(op(x)) === 2) break;
    log(x);
  }
  for await (const x of [later("p"), drift(op("d")), { then: (resolve) => resolve("t") }]) log(x);
  await each([1, 2], async (x) => log(drift(op(x)) + (await later(1))));
  const results = await Promise.allSettled([(async () => drift(fail("bad")))(), (async () => drift(op("good")))()]);
  const text = `${await later("a")}${drift(op("b"))}${await (async () => drift(op("c")))()}`;
  const it = o.pages(log, 2);
  const both = await Promise.all([it.next(), it.next(), it.return("r")]);
  try {
    await (async () => { throw drift(op("thrown")); })();
  } catch (reason) {
    log(reason);
  } finally {
    log(await later(drift(op("finally"))));
  }
  return [results, text, both, (drift(op(1)) + (await later(2))) * drift(op(3))];
}
