export default function main(log) {
  const list = [3, 1, 2];
  const self = { k: 10 };
  return [
    list.map((x, i, all) => drift(op([x, i, all === list]))),
    list.filter((x) => drift(op(x > 1))),
    list.reduce((a, x, i) => a + drift(op(x * i)), 100),
    list.reduceRight((a, x) => drift(op(a + x)), ""),
    list.some((x) => drift(op(x === 1))),
    list.every((x) => drift(op(x > 0))),
    list.find((x) => drift(op(x < 3))),
    list.findIndex((x) => drift(op(x === 2))),
    list.findLast((x) => drift(op(x > 0))),
    list.findLastIndex((x) => drift(op(x > 2))),
    list.flatMap((x) => drift(op([x, [x]]))),
    list.forEach((x) => log(drift(op(x)))),
    list.map(function (x) { return this.k + drift(op(x)); }, self),
    [, 1, , 2].map((x) => drift(op(x))),
    Array.from([1, 2], (x, i) => drift(op(x + i))),
    Array.from({ length: 2 }, (_, i) => drift(op(i))),
    Array.from(new Set([1, 1, 2]), (x) => drift(op(x))),
    list.map(drift),
  ];
}
