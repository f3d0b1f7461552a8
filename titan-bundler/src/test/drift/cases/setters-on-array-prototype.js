export default function main() {
  Object.defineProperty(Array.prototype, "0", { configurable: true, set() { throw new Error("setter ran"); } });
  try {
    return String([...[1, 2].map((x) => x)].length) + helper([5, 6]).length;
  } finally {
    delete Array.prototype[0];
  }
}
function helper(list) {
  return list.map((x) => drift(x));
}
