function risky(log, what) {
  try {
    log("try " + drift(op(what)));
    if (what === "throw") throw drift(op("thrown"));
    if (what === "return") return drift(op("returned"));
    return drift(fail(new Error("failed")));
  } catch (error) {
    log("catch " + drift(op(String(error))));
    return "caught";
  } finally {
    log("finally " + drift(op(what)));
  }
}
export default function main(log) {
  return [risky(log, "throw"), risky(log, "return"), risky(log, "reject")];
}
