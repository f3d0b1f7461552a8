export default function main(log) {
  log(1);
  drift(fail(new RangeError("out")));
  log(2);
}
