const value = (x) => drift(op(x));
const makes = (x) => {
  drift(op(0));
  return Promise.resolve(x);
};
const never = () => {
  drift(op(0));
  return new Promise(() => {});
};
const thenable = { then: (done) => done("awaited") };
class Maker {
  make(x) {
    return [makes(x), { then: value("no function") }];
  }
  get lazily() {
    return makes;
  }
}
export default async function main() {
  const made = makes(1);
  const list = [2, 3].map((x) => makes(x));
  const [first, second] = new Maker().make(4);
  const kept = (drift(op(0)), thenable);
  const given = [never() instanceof Promise, made instanceof Promise, list.every((x) => x instanceof Promise), first instanceof Promise, second.then, kept === thenable];
  const tagged = ((strings) => makes(strings[0]))`text`;
  const passed = await (async () => makes(5))();
  return [given, await made, await Promise.all(list), await first, tagged instanceof Promise, await tagged, passed, await new Maker().lazily(6)];
}
