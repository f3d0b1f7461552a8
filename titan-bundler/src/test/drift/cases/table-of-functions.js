const handlers = {
  get: (x) => drift(op("get " + x)),
  async: async (x) => "async",
  put(x) {
    return "put " + drift(later(x));
  },
  plain: (x) => "plain " + x,
};
const call = (name, x) => handlers[name](x);
const all = (x) => Object.values(handlers).map((handler) => handler(x)).filter((y) => typeof y === "string");
export default async function main(log) {
  await later(0);
  const seen = ["get", "put", "plain"].map((name) => call(name, 1));
  for (const [name, handler] of Object.entries(handlers)) if (name !== "async") log(name + " " + handler(2));
  return [seen, all(3), { a: (x) => drift(later(x)), b: 1 }[seen.length === 3 ? "a" : "b"](4)];
}
