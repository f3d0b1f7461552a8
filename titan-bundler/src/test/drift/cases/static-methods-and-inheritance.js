class A {
  static make(x) { return drift(op(this.name + x)); }
}
class B extends A {}
const mixin = (Base) => class extends Base { extra() { return drift(op("extra")) + this.kind(); } };
class C extends mixin(Object) { kind() { return drift(op("C")); } }
class D extends mixin(Object) { kind() { return drift(op("D")); } }
export default function main() {
  return [A.make(1), B.make(2), new C().extra(), new D().extra()];
}
