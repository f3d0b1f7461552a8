const value = (x) => drift(op(x));
const Kept = class {
  #hooks = {};
  constructor(...hooks) {
    this.use(...hooks);
  }
  use(...hooks) {
    for (const hook of hooks) {
      const before = this.#hooks.run;
      this.#hooks.run = (x) => hook(before === undefined ? x : before(x)) + value("!");
    }
    return this;
  }
  run(x) {
    return this.#hooks.run(x);
  }
  static of(hook) {
    return new Kept(hook);
  }
};
let Changed = class {
  make() {
    return [() => value(1), () => Changed];
  }
};
const First = Changed;
Changed = "changed";
const made = { Inner: class { make() { return () => value(2); } }, default: class { make() { return () => value(3); } } };
const mixin = (Base) => class extends Base {
  run(x) {
    return super.run(x) + value("mixed");
  }
};
class Native {
  constructor(maker) {
    this.made = maker.make();
  }
}
export default function main() {
  const kept = new Kept((x) => value(x + "a"), (x) => value(x + "b"));
  const [one, changed] = new First().make();
  const names = [Kept.name, First.name, made.Inner.name, made.default.name, mixin(Object).name, Object.getOwnPropertyNames(Kept).join()];
  return [kept.run("x"), Kept.of((x) => x).run("y"), one(), changed(), new Native(new made.Inner()).made(), new (mixin(Kept))((x) => x).run("z"), names];
}
