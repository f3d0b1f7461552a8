export default function main(log) {
  return Promise.resolve(1)
    .then((x) => drift(op(x + 1)))
    .then((x) => {
      log(x);
      throw drift(op("bad"));
    })
    .catch((reason) => drift(op(reason + "!")))
    .finally(() => {
      log(drift(op("finally")));
    });
}
