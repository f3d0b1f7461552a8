export default function main(log) {
  const a = drift(op(true)) ? drift(op(1)) : drift(op(log("no")));
  const b = (log("s"), drift(op("t")), drift(op("u")));
  return [a, b, drift(op(1)) + drift(op(2)) * drift(op(3)), -drift(op(4)), typeof drift(op("s")), drift(op("a")) in drift(op({ a: 1 })), void drift(op(1))];
}
