// parks
export default function main() {
  const f = () => eval("1") + drift(op(1));
  return typeof f === "function" && [1].map(() => new (class { x = drift(op("field")); })().x);
}
