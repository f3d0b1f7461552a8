/** The globals of the cases. What they wait for takes a few milliseconds, each another number, so that it ends in another order than it began. */
declare const t: { sleep(ms: number): PromiseLike<unknown> };

const LONGEST_MS = 4;

/** Lazy, as an operation is: it starts when it is first waited for. */
class Later implements PromiseLike<unknown> {
  readonly #failed: boolean;
  readonly #outcome: unknown;
  #started: Promise<unknown> | undefined;

  constructor(failed: boolean, outcome: unknown) {
    this.#failed = failed;
    this.#outcome = outcome;
  }

  then(resolve?: any, reject?: any): Promise<any> {
    this.#started ??= start(this.#failed, this.#outcome);
    return this.#started.then(resolve, reject);
  }
}

async function start(failed: boolean, outcome: unknown): Promise<unknown> {
  await t.sleep(Math.floor(Math.random() * (LONGEST_MS + 1)));
  if (failed) throw outcome;
  return outcome;
}

Object.assign(globalThis, {
  op: (value: unknown) => new Later(false, value),
  fail: (reason: unknown) => new Later(true, reason),
  later: (value: unknown) => start(false, value),
});
