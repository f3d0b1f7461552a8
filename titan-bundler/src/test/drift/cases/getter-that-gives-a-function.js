export default function main(log) {
  const o = { get f() { log("get"); return () => drift(op(1)); } };
  return [o.f(), o.f(log("argument"))];
}
