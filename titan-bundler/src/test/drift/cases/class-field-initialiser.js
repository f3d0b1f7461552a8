// parks
export default function main(log) {
  class C {
    a = drift(op(1));
    b = this.a + drift(op(1));
    static s = drift(op("s"));
    #p = drift(op("p"));
    get p() {
      return this.#p;
    }
    f = () => drift(op(this.b));
  }
  const c = new C();
  return [c.a, c.b, C.s, c.p, c.f()];
}
