// parks
export default function main() {
  const o = { valueOf: () => drift(op(4)), toString: () => drift(op("s")), [Symbol.toPrimitive]: undefined };
  return [o + 1, `${o}`, [1, 2][{ toString: () => drift(op("1")) }], o > 3];
}
