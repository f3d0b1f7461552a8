/** AbortController and AbortSignal (https://dom.spec.whatwg.org/#aborting-ongoing-activities). */
import { defineHandler, Event, EventTarget } from '../events';
import { DOMException } from '../events/exception';
import { setTimeout } from '../timers';

const KEY = Symbol('the constructor is for the runtime');
const NOT_ABORTED = Symbol('not aborted');

/** What runs when a signal is aborted, before its listeners. */
type Algorithm = (reason: unknown) => void;

export class AbortSignal extends EventTarget {
  #reason: unknown = NOT_ABORTED;
  #algorithms: Set<Algorithm> | undefined;

  constructor(key: unknown) {
    super();
    if (key !== KEY) throw new TypeError('AbortSignal: use AbortController, AbortSignal.abort(), timeout() or any()');
  }

  static abort(reason: unknown = new DOMException('the operation was aborted', 'AbortError')): AbortSignal {
    const signal = new AbortSignal(KEY);
    signal.#reason = reason;
    return signal;
  }
  /** @throws TypeError unless the time is a number of milliseconds */
  static timeout(milliseconds: unknown): AbortSignal {
    const time = Number(milliseconds);
    if (!(time >= 0 && time <= Number.MAX_SAFE_INTEGER)) throw new TypeError(`AbortSignal.timeout: ${String(milliseconds)} is no time in milliseconds`);
    const signal = new AbortSignal(KEY);
    setTimeout(() => signal.#abort(new DOMException('the operation timed out', 'TimeoutError')), time);
    return signal;
  }
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const result = new AbortSignal(KEY);
    const sources = [...signals];
    for (const source of sources) {
      if (source.aborted) {
        result.#reason = source.reason;
        return result;
      }
    }
    for (const source of sources) source.#add((reason) => result.#abort(reason));
    return result;
  }

  get aborted(): boolean {
    return this.#reason !== NOT_ABORTED;
  }
  get reason(): unknown {
    return this.#reason === NOT_ABORTED ? undefined : this.#reason;
  }
  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  #add(algorithm: Algorithm): void {
    (this.#algorithms ??= new Set()).add(algorithm);
  }
  #abort(reason: unknown): void {
    if (this.aborted) return;
    this.#reason = reason;
    const algorithms = this.#algorithms;
    this.#algorithms = undefined;
    if (algorithms !== undefined) for (const algorithm of algorithms) algorithm(reason);
    this.dispatchEvent(new Event('abort'));
  }
  get [Symbol.toStringTag](): string {
    return 'AbortSignal';
  }

  /** What the runtime does with signals. Taken off the class below: it is not the author's. */
  static internal = {
    create: (): AbortSignal => new AbortSignal(KEY),
    abort: (signal: AbortSignal, reason: unknown): void => signal.#abort(reason),
    /** Runs an algorithm when the signal is aborted. @returns what takes it back */
    onAbort(signal: AbortSignal, algorithm: Algorithm): () => void {
      signal.#add(algorithm);
      return () => void signal.#algorithms?.delete(algorithm);
    },
  };
}

export const { create: createSignal, abort: abortSignal, onAbort } = AbortSignal.internal;
delete (AbortSignal as { internal?: unknown }).internal;
defineHandler(AbortSignal.prototype, 'abort');

export class AbortController {
  readonly #signal = createSignal();

  get signal(): AbortSignal {
    return this.#signal;
  }
  abort(reason: unknown = new DOMException('the operation was aborted', 'AbortError')): void {
    abortSignal(this.#signal, reason);
  }
  get [Symbol.toStringTag](): string {
    return 'AbortController';
  }
}
