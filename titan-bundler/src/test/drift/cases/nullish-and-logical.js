export default function main(log) {
  let a = null;
  a ??= drift(op("a"));
  a ??= drift(op(log("no")));
  let b = drift(op(0)) || drift(op("b"));
  let c = drift(op(0)) && drift(op(log("no")));
  b &&= drift(op("bb"));
  return [a, b, c, drift(op(undefined)) ?? drift(op("d"))];
}
