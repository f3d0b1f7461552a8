// parks
function* g() {
  yield drift(op(1));
  yield drift(op(2));
}
export default function main() {
  const [a] = g();
  return [...g(), a, Math.max(...g()), Array.from(g()), new Set(g())];
}
