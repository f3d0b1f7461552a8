// parks
function Point(x, y = drift(op(2))) {
  if (!new.target) return new Point(x, y);
  this.x = drift(op(x));
  this.y = y;
  this.sum = () => this.x + drift(op(this.y));
}
Point.prototype.twice = function () {
  return drift(op(this.x * 2));
};
function Other() {
  Point.call(this, drift(op(5)));
  return drift(op(1)) ? { own: drift(op("returned")) } : undefined;
}
const make = (C, ...args) => new C(...drift(op(args)));
export default function main(log) {
  const p = new Point(1);
  return [p.sum(), p.twice(), Point(3).y, new Other().own, make(Point, 7, 8).sum(), Reflect.construct(Point, [9]).y, p instanceof Point, new (drift(op(Point)))(drift(op(4))).x];
}
