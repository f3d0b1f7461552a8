export default function main(log) {
  const source = (n) => ({
    [Symbol.iterator]() {
      log("open");
      let i = 0;
      return {
        next() {
          return { value: drift(op(i)), done: i++ >= n };
        },
        return(value) {
          log("close " + i);
          return {};
        },
      };
    },
  });
  const seen = [];
  for (const x of source(3)) seen.push(x);
  for (const x of source(9)) if (drift(op(x)) === 1) break;
  try {
    for (const x of source(9)) throw new Error(drift(op("body")));
  } catch (error) {
    log(error);
  }
  const f = () => {
    for (const x of source(9)) return drift(op(x));
  };
  outer: for (const a of [1, 2]) for (const x of source(2)) continue outer;
  return [seen, f()];
}
