export default function main() {
  return [
    "a-b-c".replace(/[a-c]/g, (m, at, whole) => drift(op(m + at + whole.length))),
    "a-b".replace("b", (m, at) => drift(op(m + at))),
    "x.x.x".replaceAll("x", (m, at) => drift(op(at))),
    "2024-05".replace(/(?<y>\d+)-(?<m>\d+)/, (...args) => drift(op(args.at(-1).m + args[1]))),
    "none".replace(/z/g, () => drift(op("never"))),
    "aaa".replace(/a*?/g, () => drift(op("."))),
  ];
}
