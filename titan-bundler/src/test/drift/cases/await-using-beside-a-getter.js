// parks
export default function main(log) {
  const outer = { get held() { return drift(op("held")); } };
  const run = async () => {
    {
      await using a = { [Symbol.asyncDispose]: async () => log("a " + drift(op("disposed"))) };
      log(drift(op("in the block")));
    }
    for (await using each of [{ async [Symbol.asyncDispose]() { log("each " + (await later("disposed"))); } }]) log("body");
    return drift(op("end"));
  };
  const held = outer.held;
  return run().then((end) => [held, end]);
}
