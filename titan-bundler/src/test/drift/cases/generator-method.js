class List {
  items = [1, 2];
  *[Symbol.iterator]() {
    for (const item of this.items) yield drift(op(item * 2));
  }
  *entries(...args) {
    yield [this.items.length, arguments.length, drift(op(args))];
  }
}
export default function main() {
  const seen = [];
  for (const x of new List()) seen.push(x);
  for (const x of new List().entries(1, 2)) seen.push(x);
  return seen;
}
