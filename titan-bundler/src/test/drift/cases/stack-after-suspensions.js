function inner() {
  for (let i = 0; i < 10; i++) drift(op(i));
  throw new Error("deep");
}
function middle() {
  const x = drift(op(1));
  return inner() + x;
}
export default function main(log) {
  try {
    middle();
  } catch (error) {
    const names = ["inner", "middle", "main"];
    return names.map((name) => error.stack.includes(name));
  }
}
