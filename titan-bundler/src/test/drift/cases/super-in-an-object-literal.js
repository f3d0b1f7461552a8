// parks
const base = {
  name: "base",
  m(x) {
    return this.name + drift(op(x));
  },
  get g() {
    return this.name + drift(op("g"));
  },
};
const derived = {
  __proto__: base,
  name: "derived",
  m(x) {
    return super.m(drift(op(x + 1))) + "!";
  },
  each(list) {
    return list.map((x) => super.m(x) + drift(op("?")));
  },
  get g() {
    return super.g + drift(op("h"));
  },
  *all() {
    yield super.m(1);
    yield drift(op(super.name));
  },
};
export default function main(log) {
  const seen = [];
  for (const x of derived.all()) seen.push(x);
  return [derived.m(1), derived.each([1, 2]), derived.g, seen];
}
