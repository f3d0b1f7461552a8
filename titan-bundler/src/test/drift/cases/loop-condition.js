export default function main() {
  let i = 0;
  while (drift(op(i < 3))) i++;
  for (; drift(op(i < 5)); ) i++;
  return i;
}
