// parks
function f(a = drift(op(1)), b = a) {
  var a;
  return [a, b];
}
export default function main() {
  return [f(), f(5)];
}
