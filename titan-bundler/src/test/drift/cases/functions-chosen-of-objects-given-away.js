const value = (x) => drift(op(x));
function execute(source, name, given) {
  const property = source[name];
  return typeof property === "function" ? source[name](given) : property;
}
function walk(node, visitors, state) {
  const found = visitors[node.type] || visitors.other;
  if (found) found(node, state);
  for (const child of node.children ?? []) walk(child, visitors, state);
}
function evolve(transformations, object) {
  const result = {};
  let transformation;
  for (const key in object) {
    transformation = transformations[key];
    result[key] = transformation ? transformation(object[key]) : object[key];
  }
  return result;
}
const emit = (handlers, name, ...args) => handlers["on" + name]?.call(handlers, ...args);
class Root {
  user(given) {
    return value("user " + given);
  }
}
export default function main(log) {
  const seen = [execute({ name: () => value("name"), plain: 1 }, "name"), execute({ name: "no function" }, "name"), execute(new Root(), "user", 5)];
  walk({ type: "list", children: [{ type: "leaf" }, { type: "unknown" }] }, {
    list: (node, state) => state.push(value(node.children.length)),
    leaf(node, state) { state.push(value(node.type)); },
    other: (node, state) => state.push(value("other")),
  }, seen);
  const handlers = { mark: "!", onstart(x) { return value(x + this.mark); } };
  return [seen, evolve({ a: (x) => value(x + 1) }, { a: 1, b: 2 }), emit(handlers, "start", "go"), emit(handlers, "end")];
}
