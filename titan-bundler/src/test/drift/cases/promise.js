export default function main() {
  return drift(later(5)) + drift(later(6));
}
