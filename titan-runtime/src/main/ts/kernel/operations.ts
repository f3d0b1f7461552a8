/**
 * Operations of the host: host calls that a program waits for, with drift or await. They are operations of the drift runtime, which says what that is; here they are
 * started, settled and cancelled at the host.
 */
import { type AbortSignal, onAbort } from '../abort';
import { guard, Operation } from '../drift/operation.ts';
import type { Invocation } from './context';
import { currentInvocation } from './current';
import { type HostError, toError } from './host-error';
import { drainMicrotasksOf } from './microtasks';
import { misuse, noteMade } from './misuse';
import { cancelOperation, startOperation, traceOperation } from './outbox';
import { JSONParse, JSONStringify, MapDelete, MapGet, MapSet, StringIndexOf, StringSlice } from './primordials';
import { placeOf, recordedSpan, type Span } from './trace';

/** Makes an author's value of what the host returned: JSON, or a text that is none. `scope` is the number of the invocation it belongs to, 0 for none. */
export type Decode = (value: unknown, bytes: ArrayBuffer | undefined, scope: number) => unknown;

export interface Description {
  /** As the author calls it, for messages: `t.sleep`. */
  label: string;
  /** The host's name for it. */
  name: string;
  /** Plain JSON values; or one text, which crosses as it is and is the only argument. */
  args: unknown[] | string;
  bytes?: ArrayBuffer | ArrayBufferView;
  /** Without it, the outcome is the bytes if there are any, else the value. */
  decode?: Decode;
  /** The invocation it belongs to; without it, the one whose code starts it. */
  invocation?: number;
  /** Gives the outcome, or throws it, without asking the host. */
  local?: () => unknown;
  /** Cancels it when aborted, with the signal's reason. */
  signal?: AbortSignal;
  /** The span that it is recorded as, where another server is told of it; without it, one of its own. */
  span?: Span;
}

/** An operation of the host. Those of an invocation that have not settled form a list, so that they can be cancelled with it. */
class HostOperation extends Operation {
  readonly #description: Description;
  // An await starts it in a microtask of its own, where what is current may be another's.
  #invocation = currentInvocation();
  // For the same reason.
  readonly #span: Span | undefined;
  #number = 0;
  #unwatch: (() => void) | undefined;

  constructor(description: Description) {
    super(description.label);
    this.#description = description;
    this.#span = description.span ?? recordedSpan();
  }

  get owner(): Invocation | null {
    return this.#invocation;
  }

  protected run(): void {
    const { name, args, bytes, local, signal } = this.#description;
    if (signal?.aborted) {
      this.settle(true, signal.reason);
      return;
    }
    if (local !== undefined) {
      this.settle(false, local());
      return;
    }
    this.#invocation ??= currentInvocation();
    this.#number = ++last;
    if (signal !== undefined) this.#unwatch = onAbort(signal, (reason) => this.cancel(reason));
    MapSet(open, this.#number, this);
    this.#invocation?.began(this);
    if (this.#span !== undefined) traceOperation(this.#number, placeOf(this.#span));
    startOperation(this.#number, this.#scope(), name, typeof args === 'string' ? args : JSONStringify(args), bytes);
  }

  protected stop(): void {
    if (this.#number === 0) return;
    if (MapDelete(open, this.#number)) cancelOperation(this.#number);
    this.#over();
  }

  /** The number of the invocation it belongs to, 0 for none. */
  #scope(): number {
    return this.#description.invocation ?? this.#invocation?.number ?? 0;
  }

  #over(): void {
    this.#invocation?.ended(this);
    this.#unwatch?.();
  }

  /** The host tells its outcome: a text that crossed as it is, or what was JSON there. */
  arrived(failed: boolean, value: unknown, bytes: ArrayBuffer | undefined): void {
    this.#over();
    const { decode } = this.#description;
    let outcome: unknown;
    try {
      outcome = failed ? toError(value as HostError) : decode === undefined ? (bytes ?? value) : decode(value, bytes, this.#scope());
    } catch (e) {
      this.settle(true, e);
      return;
    }
    this.settle(failed, outcome);
  }
}

/** Operations that have started and not settled, by number. */
const open = new Map<number, HostOperation>();
let last = 0;

/** Makes an operation of the host. */
export function hostOperation(description: Description): Operation {
  return new HostOperation(description);
}

/** The same, as the author holds it. */
export function operation(description: Description): PromiseLike<unknown> {
  return held(hostOperation(description));
}

/** An operation as the author holds it. */
export function held(made: Operation): PromiseLike<unknown> {
  noteMade(made);
  return guard(made, misuse) as PromiseLike<unknown>;
}

/** What an outcome is, in a text of outcomes: a failure, which is JSON, or a text that is none. Any other is JSON, the value. */
const FAILURE = 'e';
const TEXT = 't';

/**
 * Called by the host: again with the same outcomes where the code that goes on with one was ended from outside, since those behind it have not been told.
 *
 * @param outcomes for each the line `number kind length bytes`, where `bytes` is 1 or 0, and then so many characters; a length of -1 is no value
 * @param bytes of those that have some, in their order
 */
export function settle(outcomes: string, ...bytes: ArrayBuffer[]): void {
  let taken = 0;
  for (let at = 0; at < outcomes.length; ) {
    const kindAt = StringIndexOf(outcomes, ' ', at) + 1;
    const end = StringIndexOf(outcomes, '\n', kindAt);
    const number = +StringSlice(outcomes, at, kindAt - 1);
    const kind = outcomes[kindAt];
    const length = +StringSlice(outcomes, kindAt + 2, end - 2);
    const content = outcomes[end - 1] === '1' ? bytes[taken++] : undefined;
    at = end + 1 + (length > 0 ? length : 0);
    const found = MapGet(open, number);
    if (found === undefined) continue;
    MapDelete(open, number);
    const text = length < 0 ? undefined : StringSlice(outcomes, end + 1, at);
    found.arrived(kind === FAILURE, text !== undefined && kind !== TEXT ? JSONParse(text) : text, content);
    if (drainMicrotasksOf(found.owner)) return;
  }
}
