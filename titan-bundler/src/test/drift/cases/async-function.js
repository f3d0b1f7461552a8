async function f(log, x) {
  log("in");
  const y = drift(op(x));
  log("after " + y);
  const z = await later(y + 1);
  try {
    drift(fail(new Error("e")));
  } catch (error) {
    return [y, z, drift(op(error)), g(1)];
  }
}
const g = (x) => drift(op(x));
export default function main(log) {
  return f(log, 1);
}
