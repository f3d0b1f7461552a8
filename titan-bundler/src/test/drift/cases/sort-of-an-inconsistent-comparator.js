export default function main(log) {
  const sorted = (list, compare) => {
    const calls = [];
    const result = [...list].sort((a, b) => (calls.push(a + "," + b), drift(op(compare(a, b)))));
    return [result, calls];
  };
  const list = [5, 3, 3, 9, 1, 7, 2, 8, 6, 4];
  const long = Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
  return [
    sorted(list, (a, b) => a - b),
    sorted(list, (a, b) => b - a),
    sorted([1, 2, 3, 0], (a, b) => a - b),
    sorted([4, 3, 2, 9], (a, b) => a - b),
    sorted(list, (a, b) => a > b),
    sorted(list, () => 1),
    sorted(list, () => -1),
    sorted([2, 1], () => "1"),
    sorted([1], () => 1),
    sorted([9, 8, 7, 6, 5, 4, 3, 2], (a, b) => a - b),
    sorted(Array.from({ length: 63 }, (_, i) => (i * 31) % 64), (a, b) => a - b),
    new Int8Array([7, 3, 9, 1, 5, 5, 2]).toSorted((a, b) => (log(a + "," + b), drift(op(a > b)))).join(),
    sorted(long, (a, b) => a > b)[0],
    new Float64Array([3, 1, 2]).sort((a, b) => (log(a + "," + b), drift(op(a - b)))).join(),
  ];
}
