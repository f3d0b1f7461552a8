export default function main(log) {
  try {
    [1, 2, 3].forEach((x) => {
      log(drift(op(x)));
      if (x === 2) throw new Error("stop");
    });
  } catch (error) {
    return error;
  }
}
