function level(n, log) {
  try {
    return n === 0 ? drift(fail(new Error("bottom"))) : level(n - 1, log);
  } catch (error) {
    log(drift(op(n)));
    throw n % 2 ? error : new Error(error.message + n);
  }
}
export default function main(log) {
  try {
    level(6, log);
  } catch (error) {
    return error.message;
  }
}
