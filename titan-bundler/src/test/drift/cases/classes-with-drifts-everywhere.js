// parks
const registry = [];
export default function main(log) {
  const key = (name) => (log("key " + name), drift(op(name)));
  class A extends (log("heritage"), drift(op(Object))) {
    static [key("s")] = drift(op("static " + (log("init s"), 1)));
    [key("f")] = drift(op((log("init f"), "field")));
    #p = drift(op("private"));
    static {
      log("block " + drift(op(this.s)));
      registry.push(drift(op("registered")));
    }
    constructor(...args) {
      log("before super " + drift(op(args.length)));
      super(...drift(op(args)));
      log("after super " + drift(op(this.f)));
    }
    [key("m")](x = drift(op("default"))) {
      return [this.#p, drift(op(x)), super.toString === Object.prototype.toString];
    }
    static *g() {
      yield drift(op("yielded"));
    }
  }
  const a = new A(1, 2);
  const seen = [];
  for (const x of A.g()) seen.push(x);
  return [a.f, a.m(), A.s, seen, registry.length > 0, A.name, A.length];
}
