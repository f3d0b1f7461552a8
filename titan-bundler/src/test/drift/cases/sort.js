export default function main(log) {
  const list = [5, 1, undefined, 4, 2, 3, , 0];
  const stable = [["a", 1], ["b", 0], ["c", 1], ["d", 0]];
  return [
    list.sort((a, b) => drift(op(a - b))),
    stable.sort((a, b) => drift(op(a[1] - b[1]))).map(([name]) => name),
    [3, 2, 1].toSorted((a, b) => drift(op(a - b))),
    new Uint8Array([3, 1, 2]).sort((a, b) => drift(op(a - b))),
  ];
}
