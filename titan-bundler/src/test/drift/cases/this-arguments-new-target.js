function f() {
  const g = () => [this, arguments.length, arguments[0], new.target, drift(op(1))];
  return g();
}
const o = {
  m() {
    return (() => (() => drift(op(this === o)))())();
  },
};
function Made() {
  this.is = new.target === Made && drift(op(true));
}
export default function main() {
  return [f(1, 2, 3), f.call("s"), o.m()];
}
