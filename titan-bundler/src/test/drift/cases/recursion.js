function sum(n) {
  return n === 0 ? drift(op(0)) : n + sum(n - 1);
}
function fib(n) {
  return n < 2 ? drift(op(n)) : fib(n - 1) + fib(n - 2);
}
export default function main() {
  return [sum(1000), fib(8)];
}
