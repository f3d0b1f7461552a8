class A { m() { return drift(op("A.m")); } call() { return this.m(); } }
class B extends A { m() { return "plain B.m"; } }
export default function main() {
  const o = Object.create({ m() { return drift(op("proto")); } });
  const before = o.m();
  o.m = () => "own";
  return [new A().call(), new B().call(), before, o.m()];
}
