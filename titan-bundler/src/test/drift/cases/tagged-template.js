const tag = (strings, ...values) => [strings.raw.join("|"), ...values.map((v) => drift(op(v)))];
const o = {
  k: "k",
  tag(strings, x) {
    return this.k + strings[0] + drift(op(x));
  },
};
export default function main() {
  const same = (strings) => drift(op(strings));
  const twice = [1, 2].map(() => same`x`);
  return [tag`a${drift(op(1))}b${2}\n`, o.tag`z${drift(op("q"))}`, twice[0] === twice[1]];
}
