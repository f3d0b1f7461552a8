const cache = new Map();
function get(key) {
  if (!cache.has(key)) cache.set(key, []);
  const value = drift(op(key));
  return value + cache.size;
}
export default function main() {
  return [get("a"), get("a")];
}
