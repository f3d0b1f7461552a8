export default function main() {
  const object = { a: [1, { b: 2 }] };
  return drift(object) === object && drift(object.a) === object.a;
}
