// parks
export default function main(log) {
  const source = (name, n = 9) => ({
    [Symbol.iterator]() {
      log("open " + drift(op(name)));
      let i = 0;
      return {
        next: () => ({ value: drift(op(i)), done: i++ >= n }),
        return(value) {
          log("close " + drift(op(name + i)));
          return {};
        },
      };
    },
  });
  for (const x of source("break")) if (x === 1) break;
  const early = () => {
    for (const x of source("return")) return x + drift(op("r"));
  };
  log(early());
  outer: for (const a of source("outer", 2)) for (const b of source("inner")) if (b === a) continue outer;
  try {
    for (const x of source("throw")) throw new Error("body " + drift(op(x)));
  } catch (error) {
    log(error);
  }
  const [first, second = drift(op("default"))] = source("pattern");
  return [first, second, [...source("spread", 2)], Array.from(source("from", 2), (x) => drift(op(x * 2)))];
}
