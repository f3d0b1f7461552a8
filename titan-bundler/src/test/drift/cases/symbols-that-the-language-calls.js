// parks
class Even {
  static [Symbol.hasInstance](n) {
    return drift(op(n % 2 === 0));
  }
  get [Symbol.toStringTag]() {
    return drift(op("Tag"));
  }
  [Symbol.toPrimitive](hint) {
    return drift(op(hint));
  }
}
const splitter = { [Symbol.split]: (text) => drift(op(text + "!")), [Symbol.replace]: (text, by) => drift(op(text + by)), [Symbol.match]: () => drift(op("m")), [Symbol.search]: () => drift(op(3)) };
export default function main(log) {
  const list = [1, 2];
  list[Symbol.isConcatSpreadable] = true;
  return [4 instanceof Even, 3 instanceof Even, Object.prototype.toString.call(new Even()), `${new Even()}`, +{ valueOf: () => drift(op("5")) }, new Even() + "", "t".split(splitter), "t".replace(splitter, "r"), "t".match(splitter), "t".search(splitter), new Date({ valueOf: () => drift(op(0)) }).getTime(), [3, { toString: () => drift(op("x")) }].join()];
}
