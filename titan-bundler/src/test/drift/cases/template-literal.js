export default function main() {
  return `a${drift(op("b"))}c${`${drift(op("d"))}`}e`;
}
