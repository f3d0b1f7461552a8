// parks
export default function main() {
  return [
    JSON.parse('{"a":1,"b":[2]}', (key, value) => (typeof value === "number" ? drift(op(value * 2)) : value)),
    JSON.stringify({ a: 1 }, (key, value) => (key === "a" ? drift(op("r")) : value)),
    JSON.stringify({ toJSON: () => drift(op("j")) }),
  ];
}
