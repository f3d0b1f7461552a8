const compose = (list) => (context) => {
  const run = (i) => (i === list.length ? drift(op("handler")) : list[i](context, () => run(i + 1)));
  return run(0);
};
export default function main(log) {
  return compose([
    (c, next) => { log("a"); const r = next(); log("a end"); return r + drift(op("A")); },
    (c, next) => drift(op("B")) + next(),
  ])({});
}
