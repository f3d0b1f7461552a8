const value = (x) => drift(op(x));
const client = {};
for (const method of ["get", "post"]) {
  client[method] = function (path) {
    return this.request(method, path);
  };
}
client.request = (method, path) => value(method + " " + path);
class Router {
  routes = new Map();
}
["fetchOne", "fetchAll"].forEach((name) => {
  Router.prototype[name] = function (key) {
    this.routes.set(key, name);
    return value(this.routes.get(key) + key);
  };
});
const copied = {};
for (const key in client) copied[key + "Later"] = (...args) => client[key](...args);
export default function main() {
  const router = new Router();
  const { postLater } = copied;
  return [client.get("/a"), client.post("/b"), router.fetchOne("x"), router.fetchAll("y"), copied.getLater("/c"), postLater("/d"), router.routes.size];
}
