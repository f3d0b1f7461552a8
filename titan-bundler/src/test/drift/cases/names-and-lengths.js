const arrow = (a, b) => drift(op(a));
const expression = function (a, b = 1) { return drift(op(a)); };
const named = function inner(n) { return n > 0 ? inner(n - 1) : [typeof inner, drift(op(inner === named))]; };
let assigned;
assigned = () => drift(op(1));
const object = { m(x) { return drift(op(x)); }, p: () => drift(op(1)), "q r": function () { return drift(op(1)); }, ["c" + 1]: () => drift(op(1)), [Symbol.iterator]: () => drift(op(1)) };
class C { m(a, b) { return drift(op(a)); } static s() { return drift(op(1)); } f = () => drift(op(1)); }
const { d = () => drift(op(1)) } = {};
export default function main() {
  const list = [arrow, expression, named, assigned, object.m, object.p, object["q r"], object.c1, object[Symbol.iterator], C.prototype.m, C.s, new C().f, d, (() => () => drift(op(1)))()];
  return [list.map((f) => [f.name, f.length, "prototype" in f]), named(2), Object.keys(object), Reflect.ownKeys(C.prototype), Reflect.ownKeys(C), list.map((f) => typeof drift(op(f)))];
}
