import { type currentInvocation, isThenable, type Operation, operationOf, PromiseResolve, PromiseThen, start, type Task, withContext } from 'titan:kernel';

type Tell = (value: unknown) => void;
type Invocation = ReturnType<typeof currentInvocation>;

/** The one call that makes a value for all who ask for it meanwhile. It tells the host how it ended: with a value to keep, with none, or by being given up. */
export class Lead {
  readonly #factory: Function;
  readonly #invocation: Invocation;
  readonly #resolve: Tell;
  readonly #reject: Tell;
  readonly #tell: (verb: string, ...args: unknown[]) => Operation;
  #task: Task | null = null;
  #over = false;

  /** @param tell makes the operation by which the host is told */
  constructor(factory: Function, invocation: Invocation, resolve: Tell, reject: Tell, tell: (verb: string, ...args: unknown[]) => Operation) {
    this.#factory = factory;
    this.#invocation = invocation;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#tell = tell;
  }

  /** @param keep what the host is to keep of a value, undefined for nothing */
  begin(keep: (value: unknown) => unknown[] | undefined): void {
    withContext(this.#invocation, () => {
      this.#task = start(this.#factory, undefined, [], (value) => this.#returned(value, keep), (reason) => this.#failed(reason));
    });
  }

  #returned(value: unknown, keep: (value: unknown) => unknown[] | undefined): void {
    const made = (result: unknown): void => withContext(this.#invocation, () => this.#made(result, keep));
    const failed = (reason: unknown): void => withContext(this.#invocation, () => this.#failed(reason));
    const pending = typeof value === 'object' && value !== null ? operationOf(value) : undefined;
    if (pending !== undefined) pending.subscribe(made, failed);
    else if (isThenable(value)) PromiseThen(PromiseResolve(value), made, failed);
    else made(value);
  }

  #made(value: unknown, keep: (value: unknown) => unknown[] | undefined): void {
    if (this.#over) return;
    let kept: unknown[] | undefined;
    try {
      kept = keep(value);
    } catch (e) {
      this.#failed(e);
      return;
    }
    this.#over = true;
    const done = (): void => this.#resolve(value);
    if (kept === undefined) this.#tell('abandon').subscribe(done, done);
    else this.#tell('finish', ...kept).subscribe(done, this.#reject);
  }

  #failed(reason: unknown): void {
    if (this.#over) return;
    this.#over = true;
    const { name, message, code } = (typeof reason === 'object' && reason !== null ? reason : { name: 'Error', message: String(reason) }) as Record<string, unknown>;
    const told = { name: String(name), message: String(message), ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}) };
    const over = (): void => this.#reject(reason);
    this.#tell('fail', told).subscribe(over, over);
  }

  /** Nobody waits for it any more here: whoever waits elsewhere makes the value. */
  cancel(reason: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#task?.cancel(reason);
    const nothing = (): void => {};
    this.#tell('abandon').subscribe(nothing, nothing);
  }
}
