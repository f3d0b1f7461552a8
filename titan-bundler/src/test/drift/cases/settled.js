export default function main() {
  return drift.settled([op(1), fail(new Error("x"))]);
}
