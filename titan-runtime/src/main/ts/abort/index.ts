/** AbortController and AbortSignal (https://dom.spec.whatwg.org/#aborting-ongoing-activities). */
import { defineHandler, Event, EventTarget, fire, setIsSignal } from '../events';
import { DOMException } from '../events/exception';
import { defineInterface } from '../kernel/idl';
import { setTimeout } from '../timers';

const KEY = Symbol('the constructor is for the runtime');
const NOT_ABORTED = Symbol('not aborted');

/** What runs when a signal is aborted, before its listeners. */
type Algorithm = (reason: unknown) => void;

export class AbortSignal extends EventTarget {
  #reason: unknown = NOT_ABORTED;
  #algorithms: Set<Algorithm> | undefined;
  /** Those it follows, which follow none themselves; empty unless `any` made it. */
  #sources: AbortSignal[] = [];
  #dependent = false;
  /** Those that follow it, in the order in which they were made. */
  #dependents: AbortSignal[] | undefined;

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
    if (!(time >= 0 && time <= Number.MAX_SAFE_INTEGER)) throw new TypeError(`AbortSignal.timeout: ${String(milliseconds)} is not a time in milliseconds`);
    const signal = new AbortSignal(KEY);
    setTimeout(() => signal.#abort(new DOMException('the operation timed out', 'TimeoutError')), time);
    return signal;
  }
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const given = [...signals];
    for (const one of given) if (!isSignal(one)) throw new TypeError('AbortSignal.any: expected AbortSignals');
    const result = new AbortSignal(KEY);
    const aborted = given.find((one) => one.aborted);
    if (aborted !== undefined) {
      result.#reason = aborted.reason;
      return result;
    }
    const sources = new Set(given.flatMap((one) => (one.#dependent ? one.#sources : [one])));
    result.#sources = [...sources];
    result.#dependent = true;
    for (const source of sources) (source.#dependents ??= []).push(result);
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
  /** All that follow it are aborted before any listener runs. */
  #abort(reason: unknown): void {
    if (this.aborted) return;
    this.#reason = reason;
    const followers = (this.#dependents ?? []).filter((one) => !one.aborted);
    this.#dependents = undefined;
    for (const follower of followers) follower.#reason = reason;
    this.#run(reason);
    for (const follower of followers) follower.#run(reason);
  }
  #run(reason: unknown): void {
    const algorithms = this.#algorithms;
    this.#algorithms = undefined;
    for (const source of this.#sources) source.#dependents = source.#dependents?.filter((one) => one !== this);
    if (algorithms !== undefined) for (const algorithm of algorithms) algorithm(reason);
    fire(this, new Event('abort'));
  }

  /** What the runtime does with signals. Taken off the class below: it is not the author's. */
  static internal = {
    is: (value: unknown): value is AbortSignal => typeof value === 'object' && value !== null && #reason in value,
    create: (): AbortSignal => new AbortSignal(KEY),
    abort: (signal: AbortSignal, reason: unknown): void => signal.#abort(reason),
    /** Runs an algorithm when the signal is aborted. @returns what takes it back */
    onAbort(signal: AbortSignal, algorithm: Algorithm): () => void {
      signal.#add(algorithm);
      return () => void signal.#algorithms?.delete(algorithm);
    },
  };
}

export const { is: isSignal, create: createSignal, abort: abortSignal, onAbort } = AbortSignal.internal;
delete (AbortSignal as { internal?: unknown }).internal;
setIsSignal(isSignal);
defineInterface(AbortSignal, 'AbortSignal');
Object.defineProperty(AbortSignal, 'length', { value: 0, configurable: true });
defineHandler(AbortSignal.prototype, 'abort');

export class AbortController {
  readonly #signal = createSignal();

  get signal(): AbortSignal {
    return this.#signal;
  }
  abort(reason: unknown = new DOMException('the operation was aborted', 'AbortError')): void {
    abortSignal(this.#signal, reason);
  }
}
defineInterface(AbortController, 'AbortController');
