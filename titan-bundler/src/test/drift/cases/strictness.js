export default function main() {
  const f = function () { return [this, drift(op(1))]; };
  try {
    undeclared = drift(op(1));
  } catch (error) {
    return [f(), error.name];
  }
}
