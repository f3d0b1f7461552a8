async function* g(n) {
  for (let i = 0; i < n; i++) yield drift(op(i)) + (await later(1));
}
export default async function main() {
  const list = [];
  for await (const x of g(3)) list.push(drift(op(x)));
  return list;
}
