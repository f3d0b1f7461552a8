export default function main() {
  const o = { [drift(op("a"))]: drift(op(1)), [drift(op("b"))]() { return 2; } };
  class C {
    [drift(op("m"))]() {
      return 3;
    }
    static [drift(op("s"))] = 4;
  }
  return [o.a, o.b(), new C().m(), C.s, Object.keys(o)];
}
