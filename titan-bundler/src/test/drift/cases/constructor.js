// parks
class A {
  constructor(x) {
    this.x = drift(op(x));
  }
}
class B extends A {
  constructor() {
    super(drift(op(7)));
    this.f = () => [this.x, new.target === B, drift(op("f"))];
  }
}
function Old(x) {
  this.x = drift(op(x));
}
export default function main() {
  return [new A(1).x, new B().f(), new Old(2).x, new Old(1) instanceof Old];
}
