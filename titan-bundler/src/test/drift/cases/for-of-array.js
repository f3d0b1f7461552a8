export default function main(log) {
  const list = [];
  for (const x of [1, 2, 3]) list.push(drift(op(x)));
  for (const [a, b = drift(op("d"))] of drift(op([[1], [2, 3]]))) log([a, b]);
  return list;
}
