export default function main() {
  return [drift([[op(1), 2], { a: { b: op(3) } }]), drift.settled({ a: op(1), b: fail(2) }), drift.all({ a: op(1) })];
}
