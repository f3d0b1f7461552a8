export default async function main(log) {
  return await Array.fromAsync([1, 2], (x, i) => drift(op(x + i)));
}
