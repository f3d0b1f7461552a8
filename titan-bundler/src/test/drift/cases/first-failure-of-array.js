export default function main(log) {
  try {
    return drift([op(1), fail(new Error("x")), 3]);
  } catch (error) {
    log(error);
    return drift(op("after"));
  }
}
