class A {
  m(x) {
    return drift(op("A" + x));
  }
  static s() {
    return drift(op("static"));
  }
  get g() {
    return "g";
  }
}
class B extends A {
  m(x) {
    return super.m(drift(op(x))) + super.m("y") + super.g;
  }
  n() {
    return [1, 2].map((x) => super.m(x) + drift(op("!")));
  }
  static s() {
    return super.s() + "!";
  }
  set(x) {
    const f = () => ((super.z = drift(op(x))), this.z);
    return f();
  }
}
export default function main() {
  const b = new B();
  return [b.m(1), b.n(), B.s(), b.set(4)];
}
