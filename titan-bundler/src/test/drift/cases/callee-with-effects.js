export default function main(log) {
  const list = [(x) => drift(op("f" + x)), (x) => drift(op("g" + x))];
  let i = 0;
  const o = () => (log("o"), { m: (x) => drift(op(x + i)) });
  return [list[i++](i), list[i](i++), o().m((i++, i)), list[drift(op(0))](drift(op(9)))];
}
