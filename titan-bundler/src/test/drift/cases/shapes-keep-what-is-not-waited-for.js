export default function main(log) {
  class Mine {
    constructor() {
      this.inside = op("never started");
    }
  }
  const mine = new Mine();
  const map = new Map([["k", 1]]);
  const symbol = Symbol("s");
  const result = drift({ a: op(1), list: [op(2), mine, map, [[op(3)]]], none: null, [symbol]: 1, text: "t", nil: Object.assign(Object.create(null), { x: op(4) }) });
  return [result.a, result.list[0], result.list[1] === mine, result.list[2] === map, result.list[3], result.none, result.text, result.nil.x, drift([]), drift({}), drift([[], {}]), drift(mine) === mine, drift(map) === map, drift("text"), drift(0n), drift(symbol) === symbol, drift(main) === main];
}
