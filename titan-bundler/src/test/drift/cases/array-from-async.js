async function* pages() {
  for (let i = 1; i < 4; i++) yield drift(op(i));
}
export default async function main(log) {
  const mapped = await Array.fromAsync(pages(), async (x) => drift(op(x * 10)));
  const plain = await Array.fromAsync([later(1), 2, later(3)]);
  return [mapped, plain, drift(op(await Array.fromAsync(pages())))];
}
