// parks
class Base {
  static #count = 0;
  #value = 1;
  get value() {
    return drift(op(this.#value));
  }
  set value(x) {
    this.#value = drift(op(x));
  }
  get #hidden() {
    return drift(op("hidden " + this.#value));
  }
  set #hidden(x) {
    this.#value = drift(op(x)) + 1;
  }
  both() {
    this.#hidden = 5;
    this.#hidden += "+";
    return this.#hidden;
  }
  static get count() {
    return drift(op(Base.#count + 1));
  }
  get ["comp" + "uted"]() {
    return drift(op("computed"));
  }
  static accessorKeys = Object.keys(Object.getOwnPropertyDescriptors(Base.prototype)).sort();
}
class Derived extends Base {
  get value() {
    return super.value + drift(op(100));
  }
  set value(x) {
    super.value = x * drift(op(2));
  }
}
export default function main(log) {
  const d = new Derived();
  d.value = 4;
  d.value++;
  const { value, missing = drift(op("m")) } = d;
  const object = Object.defineProperty({}, "x", { get: () => drift(op("defined")), enumerable: true });
  return [value, missing, d.value, d.both(), Base.count + Derived.count, d.computed, Base.accessorKeys, { ...object }, Object.entries(object), Reflect.get(object, "x")];
}
