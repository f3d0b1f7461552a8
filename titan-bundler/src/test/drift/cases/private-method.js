class C {
  #x = 1;
  #m(a) {
    this.#x += drift(op(a));
    return this.#x;
  }
  static #s() {
    return drift(op("s"));
  }
  m() {
    return [this.#m(1), this.#m(drift(op(10))), C.#s(), this.has(new C()), this.has({})];
  }
  has(o) {
    return #m in o;
  }
  nested() {
    class D {
      #m() {
        return drift(op("inner"));
      }
      run() {
        return this.#m();
      }
    }
    return new D().run();
  }
}
export default function main() {
  return [new C().m(), new C().nested()];
}
