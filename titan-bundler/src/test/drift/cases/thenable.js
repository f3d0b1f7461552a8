export default function main() {
  const then = { then: (resolve) => resolve(9) };
  return typeof drift.race === "function" ? drift(then) : 9;
}
