export default function main(log) {
  const map = new Map([["a", 1], ["b", 2]]);
  map.forEach((value, key, all) => {
    if (key === "a") map.set("c", 3);
    log([drift(op(value)), key, all === map]);
  });
  new Set([1, 2]).forEach((x) => log(drift(op(x))));
  return Object.groupBy([1, 2, 3], (x) => drift(op(x % 2 ? "odd" : "even"))).odd;
}
