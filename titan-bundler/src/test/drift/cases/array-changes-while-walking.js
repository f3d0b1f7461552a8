export default function main() {
  const list = [1, 2, 3];
  const seen = list.map((x) => {
    if (x === 1) list.push(drift(op(4)));
    if (x === 2) delete list[2];
    return drift(op(x));
  });
  class Mine extends Array {}
  const mine = Mine.from([1, 2]).map((x) => drift(op(x)));
  return [seen, list, mine instanceof Mine, mine.length];
}
