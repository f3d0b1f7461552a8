const value = (x) => drift(op(x));
function defineAll(target, list) {
  for (const each of list) {
    each.configurable = true;
    if ("value" in each) each.writable = true;
    Object.defineProperty(target, each.key, each);
  }
}
function createClass(made, methods, statics) {
  if (methods) defineAll(made.prototype, methods);
  if (statics) defineAll(made, statics);
  return made;
}
const Point = createClass(
  function Point(x) {
    this.x = x;
    publicField(this, "move", (by) => new Point(this.x + value(by)));
  },
  [
    { key: "length", value: function length() { return value(this.x); } },
    { key: "twice", value: () => value(2) },
    { key: Symbol.iterator, value: function* () { yield value(this.x); } },
  ],
  [{ key: "of", value: function of(x) { return new this(value(x)); } }],
);
function publicField(object, name, value) {
  Object.defineProperty(object, name, { enumerable: true, value });
}
const created = Object.create({ base: () => value("base") }, { own: { value: () => value("own") } });
const defined = Object.defineProperties({}, { each: { value: (x) => value(x) } });
Object.defineProperty(defined, "late", { value: () => value("late") });
export default function main() {
  const point = Point.of(3);
  const seen = [];
  for (const x of point) seen.push(x);
  return [point.length(), point.twice(), point.move(4).length(), created.base(), created.own(), defined.each(5), defined.late(), seen];
}
