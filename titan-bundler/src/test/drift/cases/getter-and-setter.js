// parks
export default function main(log) {
  const o = {
    get x() {
      return drift(op(1));
    },
    set x(value) {
      log(drift(op(value)));
    },
  };
  o.x = 5;
  o.x += 2;
  return o.x;
}
