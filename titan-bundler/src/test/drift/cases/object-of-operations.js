export default function main() {
  return drift({ a: op(1), b: 2, c: later(3) });
}
