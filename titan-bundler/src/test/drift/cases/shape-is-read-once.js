// parks
const key = Symbol("key");
export default function main(log) {
  let reads = 0;
  const shape = {
    get first() {
      log("read first");
      return op(++reads);
    },
    get second() {
      log("read second " + drift(op(++reads)));
      return reads;
    },
    [key]: "kept",
    last: op("last"),
  };
  const result = drift(shape);
  const settled = drift.settled({
    get one() {
      return op(++reads);
    },
  });
  return [result.first, result.second, result[key], result.last, settled.one.value, reads, Object.keys(result), shape !== result];
}
