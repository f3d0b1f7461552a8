export default function main(log) {
  try {
    drift(fail(new TypeError("no")));
  } catch (error) {
    log(error);
    return error instanceof TypeError;
  } finally {
    log("finally");
  }
}
