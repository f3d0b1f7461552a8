export default function main() {
  return [drift.timeout(op(1), 1000), drift.timeout(2, 1000)];
}
