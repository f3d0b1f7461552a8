// parks
export default function main() {
  const o = { [drift(op("b"))]() { return drift(op(2)); }, [drift(op("c"))]: () => drift(op(3)) };
  class C { [drift(op("m"))]() { return drift(op(4)); } }
  return [o.b(), o.c(), new C().m()];
}
