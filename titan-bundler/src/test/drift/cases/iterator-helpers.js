// parks
function* numbers() {
  for (let i = 1; i < 6; i++) yield drift(op(i));
}
export default function main(log) {
  const seen = [];
  for (const x of numbers().filter((x) => drift(op(x % 2 === 1))).map((x) => drift(op(x * 10)))) seen.push(x);
  numbers().take(2).forEach((x) => log(drift(op("each " + x))));
  return [
    seen,
    numbers().map((x) => x + drift(op(1))).toArray(),
    [1, 2, 3].values().reduce((sum, x) => sum + drift(op(x)), 0),
    Iterator.from({ next: () => ({ done: drift(op(true)), value: 0 }) }).toArray(),
    numbers().some((x) => drift(op(x === 2))),
    numbers().drop(1).find((x) => drift(op(x > 2))),
    [...numbers().flatMap((x) => [x, drift(op(-x))]).take(4)],
  ];
}
