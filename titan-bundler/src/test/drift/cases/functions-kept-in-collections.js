const value = (x) => drift(op(x));
class Queue {
  #waiting = 0;
  push(x) {
    this.#waiting += x;
    return this;
  }
  add(x) {
    return this.push(x);
  }
  set(x) {
    return this.push(x);
  }
  get length() {
    return this.#waiting;
  }
}
const hooks = [];
hooks.push((x) => value(x + 1));
hooks.unshift((x) => value(x + 2));
const kept = new Set();
kept.add((x) => value(x + 3));
const table = new Map();
table.set("four", (x) => value(x + 4));
export default function main(log) {
  const seen = [];
  for (const hook of hooks) seen.push(hook(10));
  for (let i = 0; i < hooks.length; i++) seen.push(hooks[i](20));
  for (const each of kept) seen.push(each(30));
  seen.push(table.get("four")(40));
  for (const [name, each] of table) log(name + each(50));
  return [seen, new Queue().push(1).add(2).set(3).length];
}
