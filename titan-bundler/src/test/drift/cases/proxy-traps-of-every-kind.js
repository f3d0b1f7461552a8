// parks
export default function main(log) {
  const trap = (name) => (...args) => (typeof args[1] !== "symbol" && log(name), drift(op(Reflect[name](...args))));
  const names = ["get", "set", "has", "deleteProperty", "ownKeys", "getOwnPropertyDescriptor", "defineProperty", "getPrototypeOf", "apply", "construct"];
  const handler = Object.fromEntries(names.map((name) => [name, trap(name)]));
  const proxy = new Proxy(function target(x) { return x; }, handler);
  proxy.k = 1;
  delete proxy.k;
  Object.defineProperty(proxy, "d", { value: 2, configurable: true });
  return [proxy.d, "d" in proxy, Object.keys(proxy), proxy instanceof Function, proxy(3), typeof new proxy()];
}
