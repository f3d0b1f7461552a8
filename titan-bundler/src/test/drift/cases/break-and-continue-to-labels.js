export default function main(log) {
  outer: for (let i = 0; ; i++) {
    for (const j of [0, 1, 2]) {
      log(drift(op([i, j])));
      if (drift(op(j === 1))) continue outer;
      if (drift(op(i === 2))) break outer;
    }
  }
  block: {
    if (drift(op(true))) break block;
    log("not reached");
  }
  return "end";
}
