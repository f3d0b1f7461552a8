export default function main() {
  const o = { m: (x) => drift(op("old " + x)) };
  return [o.m((o.m = (x) => drift(op("new " + x)), 1)), o.m(2)];
}
