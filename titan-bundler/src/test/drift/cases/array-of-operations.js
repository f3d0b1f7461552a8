export default function main() {
  return drift([op(1), 2, op(3), later(4)]);
}
