export default function main() {
  const functions = [];
  for (let i = 0; i < 3; i++) functions.push(() => drift(op(i)));
  for (const x of ["a", "b"]) functions.push(() => x + drift(op("!")));
  return functions.map((f) => f());
}
