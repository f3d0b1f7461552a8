/**
 * Runs one program twice: as the author wrote it, with `drift` a plain function that has the value at once, and compiled, with
 * operations that settle later and in a shuffled order, several runs at the same time. Both must do the same.
 *
 * Knows nothing of what it runs in: the caller evaluates the modules, and calls `step` until there is nothing left to do, with
 * the microtasks drained after each call.
 */

import { plainDrift, Settled } from './plain';
import { describe, show } from './show';

/** What the harness needs of the run-time half. */
export interface Runtime {
  install(hooks: object): { drift: unknown };
  start(fn: unknown, self: unknown, args: unknown[], done: (value: unknown) => void, failed: (reason: unknown) => void): unknown;
  operation(name: string, start: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => unknown): object;
  Operation: new (name: string, start: () => void) => object;
  withContext<T>(context: unknown, fn: () => T): T;
}

/** How a run ended: what it returned or threw, and what it noted by `log`. */
export interface Outcome {
  value?: unknown;
  error?: string;
  log: unknown[];
}

const RUNS = 3;

/** What a run is that can be given up. */
class Owner {
  #pending = new Set<{ cancel(reason: unknown): void }>();

  waitsFor(pending: { cancel(reason: unknown): void }): void {
    this.#pending.add(pending);
  }
  waitedFor(pending: { cancel(reason: unknown): void }): void {
    this.#pending.delete(pending);
  }
  cancel(reason: unknown): void {
    for (const one of [...this.#pending]) one.cancel(reason);
  }
}

export class Harness {
  readonly #runtime: Runtime;
  readonly #drain: () => void;
  readonly #drift: unknown;
  #random: () => number;
  #queue: (() => void)[] = [];
  /** What promises have settled. */
  #told: (() => void)[] = [];
  #parks = 0;
  #owners: Owner[] = [];

  /** `drain` runs the microtasks at once, within a call. */
  constructor(runtime: Runtime, drain: () => void) {
    this.#runtime = runtime;
    this.#drain = drain;
    this.#random = randomOf(1);
    this.#drift = runtime.install({
      park: (settled: () => boolean) => this.#park(settled),
      later: (_context: unknown, tell: () => void) => this.#told.push(tell),
      // Timers do not go off.
      sleep: () => new runtime.FunctionOperation('t.sleep', () => {}),
      misuse: (operation: { name: string }) => new Error(`${operation.name} was used without drift()`),
    }).drift;
  }

  /** How often a run has held the thread since the last `begin`. */
  get parks(): number {
    return this.#parks;
  }

  /** Makes the globals those of a plain run. */
  becomePlain(): void {
    const globals = globalThis as any;
    globals.drift = plainDrift();
    globals.op = (value: unknown) => new Settled(false, value);
    globals.fail = (reason: unknown) => new Settled(true, reason);
    globals.later = globals.op;
  }

  /** Makes the globals those of a compiled run. */
  becomeCompiled(seed: number): void {
    this.#random = randomOf(seed);
    this.#queue = [];
    this.#told = [];
    this.#parks = 0;
    const globals = globalThis as any;
    globals.drift = this.#drift;
    globals.op = (value: unknown) => this.#operation(false, value);
    globals.fail = (reason: unknown) => this.#operation(true, reason);
    globals.later = (value: unknown) => new Promise((resolve) => this.#queue.push(() => resolve(value)));
  }

  /** Starts the program; the outcomes are complete when `step` says that nothing is left to do. */
  plain(program: (log: (note: unknown) => void) => unknown): Outcome[] {
    const outcome: Outcome = { log: [] };
    const finish = finisher(outcome);
    try {
      finish(program((note) => outcome.log.push(show(note))));
    } catch (error) {
      outcome.error = describe(error);
    }
    return [outcome];
  }

  /** As `plain`, several runs at once. */
  compiled(program: (log: (note: unknown) => void) => unknown, runs = RUNS): Outcome[] {
    const outcomes: Outcome[] = [];
    this.#owners = [];
    for (let i = 0; i < runs; i++) {
      const outcome: Outcome = { log: [] };
      outcomes.push(outcome);
      const owner = new Owner();
      this.#owners.push(owner);
      this.#runtime.withContext({ run: i, invocation: owner }, () =>
        this.#runtime.start(
          program,
          undefined,
          [(note: unknown) => outcome.log.push(show(note))],
          finisher(outcome),
          (reason) => (outcome.error = describe(reason)),
        ),
      );
    }
    return outcomes;
  }

  /** Starts the program and cancels it at its first drift, with `reason`. */
  cancelled(program: (log: (note: unknown) => void) => unknown, reason: Error): Outcome[] {
    const outcome: Outcome = { log: [] };
    const owner = new Owner();
    this.#runtime.withContext({ invocation: owner }, () =>
      this.#runtime.start(
        program,
        undefined,
        [(note: unknown) => outcome.log.push(show(note))],
        finisher(outcome),
        (failure) => (outcome.error = describe(failure)),
      ),
    );
    owner.cancel(reason);
    return [outcome];
  }

  /** Cancels what the runs wait for that `compiled` has started last. */
  cancel(reason: Error): void {
    for (const owner of this.#owners) owner.cancel(reason);
  }

  /** Settles one operation; false if there was none. */
  step(): boolean {
    if (this.#told.length > 0) {
      this.#told.shift()!();
      return true;
    }
    if (this.#queue.length === 0) return false;
    const index = Math.floor(this.#random() * this.#queue.length);
    this.#queue.splice(index, 1)[0]!();
    return true;
  }

  #operation(fails: boolean, outcome: unknown): object {
    return this.#runtime.operation('op()', (resolve, reject) => {
      const complete = () => (fails ? reject : resolve)(outcome);
      this.#queue.push(complete);
      return () => {
        const index = this.#queue.indexOf(complete);
        if (index >= 0) this.#queue.splice(index, 1);
      };
    });
  }

  #park(settled: () => boolean): void {
    this.#parks++;
    for (let idle = 0; !settled(); idle = this.step() ? 0 : idle + 1) {
      this.#drain();
      if (idle > 10) throw new Error('parked forever');
    }
  }
}

function finisher(outcome: Outcome): (value: unknown) => void {
  return (value) => {
    if (value instanceof Promise) {
      value.then(
        (settled) => (outcome.value = show(settled)),
        (reason) => (outcome.error = describe(reason)),
      );
    } else {
      outcome.value = show(value);
    }
  };
}

/** A generator of numbers in [0, 1) that repeats itself for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let at = seed | 0;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
