export default function main() {
  return [(() => drift(op(1)))(), (function (x) { return this === undefined && drift(op(x)); })(2), (function f(n) { return n ? f(n - 1) : drift(op("f")); })(3)];
}
