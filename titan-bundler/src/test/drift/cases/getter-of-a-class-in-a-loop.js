// parks
class Page {
  constructor(n) { this.n = n; }
  get items() { return drift(op([this.n, this.n + 1])); }
}
export default function main() {
  const all = [];
  for (let i = 0; i < 3; i++) for (const x of new Page(i).items) all.push(x);
  return all;
}
