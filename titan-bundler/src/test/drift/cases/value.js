export default function main(log) {
  log("before");
  const x = drift(op(41)) + 1;
  log(x);
  return [x, drift(op("b")), drift(7), drift(null), drift(undefined)];
}
