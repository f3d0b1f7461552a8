function f(a, b) {
  return [this?.k, a, drift(op(b)), arguments.length];
}
export default function main() {
  const o = { k: "o" };
  const bound = f.bind(o, 1);
  const odd = Object.assign((x) => drift(op(x)), { call: (self, x) => "own call " + x });
  return [
    f.call(o, 1, 2),
    f.apply(o, [1, 2]),
    f.apply(o),
    bound(2),
    bound.name,
    bound.length,
    Reflect.apply(f, o, [3, 4]),
    f.call.call(f, o, 5, 6),
    odd.call(null, 7),
    { odd }.odd(8),
  ];
}
