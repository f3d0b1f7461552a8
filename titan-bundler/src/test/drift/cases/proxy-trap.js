// parks
export default function main() {
  const proxy = new Proxy({}, { get: (_, key) => drift(op(key)), has: () => drift(op(true)) });
  const callable = new Proxy(() => 0, { apply: (_, self, args) => drift(op(args)) });
  return [proxy.name, "x" in proxy, callable(1, 2)];
}
