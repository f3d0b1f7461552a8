export default function main(log) {
  const o = { x: 1 };
  const tries = [() => o.x(log("args")), () => o.y.z(drift(op(1))), () => nothing(drift(op(1))), () => (1)(drift(op(log("one")))), () => o.x?.(drift(op(1))), () => o.m(...drift(op([1])))];
  return tries.map((f) => {
    try {
      return f() || drift(op(0));
    } catch (error) {
      return error.name + ": " + error.message.replace("(intermediate value)", "1");
    }
  });
}
