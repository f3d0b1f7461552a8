function inner(x) {
  return drift(op(x * 2));
}
const middle = (x) => inner(x) + inner(x + 1);
export default function main() {
  return middle(1) + middle(10);
}
