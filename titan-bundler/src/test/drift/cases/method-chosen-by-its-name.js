class Controller {
  static of = (x) => drift(op("of " + x));
  base = "base ";
  handle(action, x) {
    return this[action](x);
  }
  show(x) {
    return this.base + drift(op(x));
  }
  list = (x) => drift(op([this.base, x]));
  plain(x) {
    return x;
  }
}
export default function main(log) {
  const controller = new Controller();
  return [...["show", "list", "plain"].map((name) => controller.handle(name, 1)), controller["sh" + "ow"](2), Controller["o" + "f"](3)];
}
