/**
 * A graph along which one fact spreads: "may hold a function that can suspend". A node is a place that values flow through
 * (a variable, a property name, what a function returns); facts spread along its edges until nothing changes.
 */
export class Flow {
  readonly #edges: number[][] = [];
  readonly #holds: boolean[] = [];
  readonly #watchers: (() => void)[][] = [];
  readonly #queue: number[] = [];

  node(): number {
    this.#edges.push([]);
    this.#holds.push(false);
    this.#watchers.push([]);
    return this.#edges.length - 1;
  }

  edge(from: number, to: number): void {
    if (from === to) return;
    this.#edges[from]!.push(to);
    if (this.#holds[from]) this.set(to);
  }

  set(node: number): void {
    if (this.#holds[node]) return;
    this.#holds[node] = true;
    this.#queue.push(node);
  }

  holds(node: number): boolean {
    return this.#holds[node]!;
  }

  /** Calls `then` at most once for each call of this method, as soon as `node` holds the fact. */
  when(node: number, then: () => void): void {
    if (this.#holds[node]) then();
    else this.#watchers[node]!.push(then);
  }

  /** Spreads the facts; what watchers set meanwhile spreads as well. */
  run(): void {
    for (let node = this.#queue.pop(); node !== undefined; node = this.#queue.pop()) {
      for (const to of this.#edges[node]!) this.set(to);
      for (const then of this.#watchers[node]!.splice(0)) then();
    }
  }
}
