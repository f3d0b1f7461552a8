/**
 * Operations: host calls that a program waits for, with drift or await.
 *
 * An operation is lazy. It starts when somebody subscribes to it, settles once, and can be cancelled until then. What an author holds is a guard around it, which
 * answers to nothing but `then`, `catch` and `finally`: whoever uses an operation as if it were its value gets an error that says so.
 */
import { current } from './current';
import { host } from './host';
import { JSONParse, JSONStringify, MapDelete, MapGet, MapSet, PromiseThen } from './primordials';

/** Told how an operation ended: `failed` says whether `value` is what it threw. */
export type Settled = (failed: boolean, value: unknown) => void;

/** Makes an author's value of what the host returned. */
export type Decode = (value: unknown, bytes: ArrayBuffer | undefined) => unknown;

export interface Description {
  /** As the author calls it, for messages: `t.sleep`. */
  label: string;
  /** The host's name for it. */
  name: string;
  /** Plain JSON values. */
  args: unknown[];
  bytes?: ArrayBuffer | ArrayBufferView;
  /** Without it, the outcome is the bytes if there are any, else the value. */
  decode?: Decode;
  /** The invocation it belongs to; without it, the one whose code starts it. */
  invocation?: number;
}

const IDLE = 0;
const STARTED = 1;
const FULFILLED = 2;
const REJECTED = 3;

/** Operations that have started and not settled, by number. */
const open = new Map<number, Operation>();
let last = 0;

/** The operation inside of a guard. Only the runtime has this symbol. */
const OPERATION = Symbol('operation');

interface Listener {
  settled: Settled;
  next: Listener | undefined;
}

export class Operation {
  readonly label: string;
  readonly #name: string;
  readonly #args: unknown[];
  readonly #bytes: ArrayBuffer | ArrayBufferView | undefined;
  readonly #decode: Decode | undefined;
  readonly #invocation: number | undefined;
  #phase = IDLE;
  #number = 0;
  #value: unknown;
  #first: Listener | undefined;
  #last: Listener | undefined;
  #promise: Promise<unknown> | undefined;

  constructor({ label, name, args, decode, bytes, invocation }: Description) {
    this.label = label;
    this.#name = name;
    this.#args = args;
    this.#decode = decode;
    this.#bytes = bytes;
    this.#invocation = invocation;
  }

  /** Starts it if nobody has, and asks to be told how it ends: at once when it has ended already. */
  subscribe(settled: Settled): void {
    if (this.#phase >= FULFILLED) {
      settled(this.#phase === REJECTED, this.#value);
      return;
    }
    const listener: Listener = { settled, next: undefined };
    if (this.#last === undefined) this.#first = listener;
    else this.#last.next = listener;
    this.#last = listener;
    if (this.#phase === IDLE) {
      this.#phase = STARTED;
      this.#number = ++last;
      MapSet(open, last, this);
      host.startOperation(last, this.#name, this.#invocation ?? current, JSONStringify(this.#args), this.#bytes);
    }
  }

  /** Ends it with this reason, if it has not ended. What was started is stopped. */
  cancel(reason: unknown): void {
    if (this.#phase === STARTED) {
      MapDelete(open, this.#number);
      host.cancelOperation(this.#number);
    }
    this.#settle(true, reason);
  }

  /** It as a promise, one and the same each time. */
  promise(): Promise<unknown> {
    return (this.#promise ??= new Promise((resolve, reject) => {
      this.subscribe((failed, value) => (failed ? reject(value) : resolve(value)));
    }));
  }

  /** What the host says of it. */
  settleByHost(failed: boolean, json: string | undefined, bytes: ArrayBuffer | undefined): void {
    const value: unknown = json === undefined ? undefined : JSONParse(json);
    if (failed) {
      this.#settle(true, toError(value as HostError));
      return;
    }
    if (this.#decode === undefined) {
      this.#settle(false, bytes ?? value);
      return;
    }
    try {
      this.#settle(false, this.#decode(value, bytes));
    } catch (e) {
      this.#settle(true, e);
    }
  }

  #settle(failed: boolean, value: unknown): void {
    if (this.#phase >= FULFILLED) return;
    this.#phase = failed ? REJECTED : FULFILLED;
    this.#value = value;
    let listener = this.#first;
    this.#first = this.#last = undefined;
    for (; listener !== undefined; listener = listener.next) listener.settled(failed, value);
  }
}

interface HostError {
  name: string;
  message: string;
  code: string;
}

const CLASSES: Record<string, ErrorConstructor> = { TypeError, RangeError, SyntaxError };

/** An Error as the host describes it: its class where JavaScript has one of that name, else its `name`; its `code` where it has one. */
function toError({ name, message, code }: HostError): Error {
  const error = new (Object.hasOwn(CLASSES, name) ? CLASSES[name] : Error)(message);
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
  if (code !== '') Object.defineProperty(error, 'code', { value: code, writable: true, configurable: true, enumerable: true });
  return error;
}

/** Called by the host with four arguments for each outcome: number, whether it failed, JSON, bytes. */
export function settle(...outcomes: unknown[]): void {
  for (let i = 0; i < outcomes.length; i += 4) {
    const number = outcomes[i] as number;
    const operation = MapGet(open, number);
    if (operation === undefined) continue;
    MapDelete(open, number);
    operation.settleByHost(outcomes[i + 1] as boolean, outcomes[i + 2] as string | undefined, outcomes[i + 3] as ArrayBuffer | undefined);
  }
}

function misuse(operation: Operation): never {
  throw new TypeError(`${operation.label}() was used without drift(): write drift(${operation.label}(…)) or await it`);
}

/** The guard. Each trap is what some use of a value comes down to: a property, a spread, JSON, a conversion, a call. */
const guard: ProxyHandler<Operation> = {
  get(operation, key) {
    switch (key) {
      case OPERATION:
        return operation;
      case 'then':
        return (fulfilled?: (value: unknown) => unknown, rejected?: (reason: unknown) => unknown) =>
          PromiseThen(operation.promise(), fulfilled as never, rejected);
      case 'catch':
        return (rejected?: (reason: unknown) => unknown) => PromiseThen(operation.promise(), undefined as never, rejected);
      case 'finally':
        return (done?: () => void) => operation.promise().finally(done);
      default:
        return misuse(operation);
    }
  },
  has: (operation, key) => key === OPERATION || misuse(operation),
  set: misuse,
  deleteProperty: misuse,
  defineProperty: misuse,
  ownKeys: misuse,
  getOwnPropertyDescriptor: misuse,
  setPrototypeOf: misuse,
};

/** Makes an operation and its guard. */
export function operation(description: Description): PromiseLike<unknown> {
  return new Proxy(new Operation(description), guard) as unknown as PromiseLike<unknown>;
}

/** The operation of a guard, or undefined for any other value. */
export function operationOf(value: unknown): Operation | undefined {
  return typeof value === 'object' && value !== null && OPERATION in value ? (value as Record<symbol, Operation>)[OPERATION] : undefined;
}

/** The error of an action that returns an operation instead of its outcome. */
export function refuseOperation(value: unknown): void {
  const found = operationOf(value);
  if (found !== undefined) misuse(found);
}
