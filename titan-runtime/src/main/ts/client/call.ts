/** A call on its way, and the promise of its result. */
import type { Environment } from './environment';
import type { Events } from './events';
import { type AbortSignal, platform } from './platform';

/** What is asked of a member of a service; or a task, of the server itself. */
export type Access = 'call' | 'get' | 'set' | 'task';

export interface Call {
  /** `users`, `users@1.0.0` or a range. */
  readonly service: string;
  /** A method, or a public field. */
  readonly method: string;
  readonly access: Access;
  /** Of a method; the value that a field is to have. */
  readonly args: readonly unknown[];
  /** Milliseconds that it may take. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly traceparent: string | undefined;
}

/** Brings calls to one server. */
export interface Carrier {
  /** Those that come by it; undefined where none can. */
  readonly events: Events | undefined;
  send(pending: Pending): void;
  /** Together, where there is something to gain by it. */
  sendAll(pending: readonly Pending[]): void;
  close(): void;
}

/** Settles once: with the result, a failure, its deadline, or because its signal says so; in the last two whoever carries it is told to give up. */
export class Pending {
  readonly call: Call;
  readonly promise: Promise<unknown>;
  readonly #until: number;
  readonly #timer: unknown;
  #resolve!: (value: unknown) => void;
  #reject!: (reason: unknown) => void;
  #giveUp: (() => void) | undefined;
  #done = false;

  constructor(environment: Environment, call: Call) {
    this.call = call;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#until = Date.now() + call.timeout;
    this.#timer = platform.setTimeout(() => {
      this.#abandon(new environment.errors.TimeoutError(`no result of ${this.name} within ${call.timeout} ms`));
    }, call.timeout);
    if (call.signal?.aborted) this.#aborted();
    else call.signal?.addEventListener('abort', this.#aborted);
  }

  /** For messages. */
  get name(): string {
    return `${this.call.service}.${this.call.method}`;
  }

  get done(): boolean {
    return this.#done;
  }

  /** Milliseconds until the deadline, at least one. */
  get left(): number {
    return Math.max(1, this.#until - Date.now());
  }

  /** Says how to stop the work. */
  onGiveUp(giveUp: () => void): void {
    this.#giveUp = giveUp;
  }

  succeed(value: unknown): void {
    if (this.#settle()) this.#resolve(value);
  }

  fail(reason: unknown): void {
    if (this.#settle()) this.#reject(reason);
  }

  readonly #aborted = (): void => this.#abandon(this.call.signal!.reason);

  #abandon(reason: unknown): void {
    if (!this.#settle()) return;
    this.#reject(reason);
    this.#giveUp?.();
  }

  #settle(): boolean {
    if (this.#done) return false;
    this.#done = true;
    platform.clearTimeout(this.#timer);
    this.call.signal?.removeEventListener('abort', this.#aborted);
    return true;
  }
}
