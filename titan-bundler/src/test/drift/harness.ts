/**
 * Runs one program twice: as the author wrote it, with `drift` a plain function that has the value at once, and compiled, with
 * operations that settle later and in a shuffled order, several runs at the same time. Both must do the same.
 *
 * Knows nothing of what it runs in: the caller evaluates the modules, and calls `step` until there is nothing left to do, with
 * the microtasks drained after each call.
 */

/** What the harness needs of the run-time half. */
export interface Runtime {
  install(hooks: object): { drift: unknown };
  start(fn: unknown, self: unknown, args: unknown[], done: (value: unknown) => void, failed: (reason: unknown) => void): { cancel(reason: unknown): void } | null;
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

export class Harness {
  readonly #runtime: Runtime;
  readonly #drain: () => void;
  readonly #drift: unknown;
  #random: () => number;
  #queue: (() => void)[] = [];
  #parks = 0;

  /** `drain` runs the microtasks at once, within a call. */
  constructor(runtime: Runtime, drain: () => void) {
    this.#runtime = runtime;
    this.#drain = drain;
    this.#random = randomOf(1);
    this.#drift = runtime.install({
      park: (settled: () => boolean) => this.#park(settled),
      // Timers do not go off.
      sleep: () => new runtime.Operation('t.sleep', () => {}),
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
    for (let i = 0; i < runs; i++) {
      const outcome: Outcome = { log: [] };
      outcomes.push(outcome);
      this.#runtime.withContext({ run: i }, () =>
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
    const task = this.#runtime.withContext({}, () =>
      this.#runtime.start(
        program,
        undefined,
        [(note: unknown) => outcome.log.push(show(note))],
        finisher(outcome),
        (failure) => (outcome.error = describe(failure)),
      ),
    );
    task!.cancel(reason);
    return [outcome];
  }

  /** Settles one operation; false if there was none. */
  step(): boolean {
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

/** A stand-in for an operation in a plain run. */
class Settled {
  readonly failed: boolean;
  readonly value: unknown;
  constructor(failed: boolean, value: unknown) {
    this.failed = failed;
    this.value = value;
  }
  then(resolve?: (value: unknown) => unknown, reject?: (reason: unknown) => unknown): Promise<unknown> {
    return (this.failed ? Promise.reject(this.value) : Promise.resolve(this.value)).then(resolve, reject);
  }
}

function plainDrift(): unknown {
  const drift: any = (value: any): unknown => {
    if (value instanceof Settled) {
      if (value.failed) throw value.value;
      return value.value;
    }
    if (!waits(value)) return value;
    return Array.isArray(value) ? value.map(drift) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, drift(one)]));
  };
  drift.all = drift;
  const outcome = (one: unknown) => {
    try {
      return { status: 'fulfilled', value: drift(one) };
    } catch (reason) {
      return { status: 'rejected', reason };
    }
  };
  drift.settled = (shape: any) =>
    Array.isArray(shape) ? shape.map(outcome) : Object.fromEntries(Object.entries(shape).map(([key, one]) => [key, outcome(one)]));
  drift.any = (list: unknown[]) => {
    const outcomes = list.map(outcome);
    const first = outcomes.find(({ status }) => status === 'fulfilled');
    if (first === undefined) throw new AggregateError(outcomes.map(({ reason }) => reason), 'All operations failed');
    return first.value;
  };
  drift.timeout = drift;
  return drift;
}

/** Whether an array or plain object holds an operation, at whatever depth. */
function waits(value: unknown): boolean {
  if (value instanceof Settled) return true;
  if (value === null || typeof value !== 'object') return false;
  return (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) && Object.values(value).some(waits);
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

/** A text that tells values apart, for comparing what two runs made. */
function show(value: unknown): string {
  const seen: unknown[] = [];
  const text = (one: any): string => {
    if (typeof one === 'function') return `function ${one.name}/${one.length}`;
    if (typeof one === 'bigint') return `${one}n`;
    if (typeof one === 'symbol') return String(one);
    if (typeof one === 'number' && Object.is(one, -0)) return '-0';
    if (one === null || typeof one !== 'object') return typeof one === 'string' ? JSON.stringify(one) : String(one);
    if (seen.includes(one)) return '<cycle>';
    seen.push(one);
    if (one instanceof Error) return describe(one);
    if (Array.isArray(one)) return '[' + Array.from(one, (element, i) => (i in one ? text(element) : '<hole>')).join(', ') + ']';
    if (one instanceof Map) return 'Map' + text([...one]);
    if (one instanceof Set) return 'Set' + text([...one]);
    if (ArrayBuffer.isView(one)) return one.constructor.name + text(Array.from(one as any));
    return '{' + Reflect.ownKeys(one).map((key) => String(key) + ': ' + text(one[key])).join(', ') + '}';
  };
  return text(value);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'thrown ' + String(error);
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
