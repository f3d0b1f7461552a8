function pick(log, x) {
  switch (drift(op(x))) {
    case (log("first"), drift(op(1))):
      return "one";
    case drift(op(2)):
      log("two");
    case 3: {
      const y = drift(op("three"));
      return y;
    }
    default:
      return drift(op("other"));
  }
}
export default function main(log) {
  return [pick(log, 1), pick(log, 2), pick(log, 3), pick(log, 4)];
}
