import type { Pending } from './pending';
import { getPrototypeOf } from './primordials';
import { state, type Owner } from './state';

/** Whoever waits for an operation. Neither method may throw. */
export interface Waiter {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

interface Waiting {
  readonly waiter: Waiter;
  next: Waiting | null;
}

const MADE = 0;
const STARTED = 1;
const SUCCEEDED = 2;
const FAILED = 3;

/**
 * A call of the host that has not settled. It starts when it is first waited for; later waiters get the same outcome. Whoever extends it says how it runs, by `run`
 * and `stop`, and settles it by exactly one call of `settle`, at once or later; what comes after that is ignored.
 */
export abstract class Operation implements Pending {
  /** What the author called, for messages: `t.fetch()`. */
  readonly name: string;
  #state = MADE;
  #value: unknown = undefined;
  // Most have one waiter: it needs no list.
  #only: Waiter | null = null;
  #more: Waiting | null = null;

  constructor(name: string) {
    this.name = name;
  }

  /** With whose end it is cancelled, by whoever extends it; null for nobody's. */
  abstract get owner(): Owner | null;

  /** Starts it. Where it throws, that is its failure. */
  protected abstract run(): void;

  /** It is cancelled: called once, after it has started and not settled. */
  protected abstract stop(reason: unknown): void;

  /** Starts it, unless it has been. @returns whether it has settled */
  begin(): boolean {
    if (this.#state === MADE) {
      this.#state = STARTED;
      try {
        this.run();
      } catch (error) {
        this.settle(true, error);
      }
    }
    return this.#state > STARTED;
  }

  /** Whether it has been started, or will never be. */
  get begun(): boolean {
    return this.#state !== MADE;
  }

  get settled(): boolean {
    return this.#state > STARTED;
  }

  get failed(): boolean {
    return this.#state === FAILED;
  }

  /** What it has settled with. */
  get outcome(): unknown {
    return this.#value;
  }

  subscribe(resolve: Waiter['resolve'], reject: Waiter['reject']): void {
    this.wait({ resolve, reject });
  }

  /** Starts it, unless it has been, and tells the waiter its outcome once, now or later. */
  wait(waiter: Waiter): void {
    if (this.begin()) this.#tell(waiter);
    else if (this.#only === null) this.#only = waiter;
    else this.#more = { waiter, next: this.#more };
  }

  cancel(reason: unknown): void {
    const before = this.#state;
    if (before > STARTED) return;
    this.settle(true, reason);
    if (before === STARTED) this.stop(reason);
  }

  /** Stops it and tells nobody: the code that waits for it goes on no more. */
  abandon(): void {
    if (this.#state !== STARTED) return;
    this.#state = FAILED;
    this.#only = this.#more = null;
    this.stop(undefined);
  }

  settle(failed: boolean, value: unknown): void {
    if (this.#state > STARTED) return;
    this.#state = failed ? FAILED : SUCCEEDED;
    this.#value = value;
    const only = this.#only;
    if (only === null) return;
    let first: Waiting | null = null;
    for (let at = this.#more; at !== null; at = at.next) first = { waiter: at.waiter, next: first };
    this.#only = this.#more = null;
    this.#tell(only);
    for (; first !== null; first = first.next) this.#tell(first.waiter);
  }

  #tell(waiter: Waiter): void {
    if (this.#state === FAILED) waiter.reject(this.#value);
    else waiter.resolve(this.#value);
  }
}

/**
 * How an operation runs that is a function. It is called once; it settles it by exactly one call, at once or later, and returns what cancels it, if anything can. Where it
 * throws, that is its failure.
 */
export type Start = (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => ((reason: unknown) => void) | undefined | void;

/** An operation that a function runs. It belongs to the invocation whose code makes it: an await starts it in a microtask of its own, where what is current may be another's. */
export class FunctionOperation extends Operation {
  readonly owner: Owner | null = state.c === null ? null : state.c.invocation;
  #start: Start;
  #cancel: ((reason: unknown) => void) | undefined;

  constructor(name: string, start: Start) {
    super(name);
    this.#start = start;
  }

  protected run(): void {
    const cancel = this.#start((value) => this.settle(false, value), (reason) => this.settle(true, reason));
    if (typeof cancel !== 'function' || this.settled) return;
    this.#cancel = cancel;
    this.owner?.waitsFor(this);
  }

  protected stop(reason: unknown): void {
    this.#cancel?.(reason);
  }

  override settle(failed: boolean, value: unknown): void {
    if (this.#cancel !== undefined) this.owner?.waitedFor(this);
    super.settle(failed, value);
  }
}

/** The target of a guard. */
class Held {
  readonly operation: Operation;
  constructor(operation: Operation) {
    this.operation = operation;
  }
}

/**
 * A guard tells what it guards by its answer to `getPrototypeOf` while this is set, and by nothing else. A private field on the Proxy would tell it too, but V8 takes ten times as long to put one there as
 * to make the Proxy, and one is made for every call of the host.
 */
let asking = false;
let told: Operation | undefined;

/** The operation behind what the author holds; undefined for anything else. */
export function operationOf(value: object): Operation | undefined {
  told = undefined;
  asking = true;
  try {
    getPrototypeOf(value);
  } catch {
    // A Proxy of the author's, whose trap throws or that is revoked.
  }
  asking = false;
  const operation = told;
  told = undefined;
  return operation;
}

/** The traps of all guards that have the same `misuse`: one object, for the same reason. */
let traps: { readonly misuse: (operation: Operation) => Error; readonly handler: ProxyHandler<Held> } | null = null;

function handlerFor(misuse: (operation: Operation) => Error): ProxyHandler<Held> {
  if (traps !== null && traps.misuse === misuse) return traps.handler;
  const fail = ({ operation }: Held): never => {
    throw misuse(operation);
  };
  const handler: ProxyHandler<Held> = {
    get: (held, key) => promiseMethod(held.operation, key) ?? fail(held),
    getPrototypeOf: (held) => {
      if (!asking) fail(held);
      told = held.operation;
      return null;
    },
    has: fail, set: fail, deleteProperty: fail, defineProperty: fail, ownKeys: fail, getOwnPropertyDescriptor: fail, setPrototypeOf: fail,
  };
  traps = { misuse, handler };
  return handler;
}

/** The methods of a promise, for an operation; undefined for any other key. */
function promiseMethod(operation: Operation, key: PropertyKey): unknown {
  const promise = () => new Promise((done, failed) => operation.subscribe(done, failed));
  switch (key) {
    case 'then':
      return (resolve?: (value: unknown) => unknown, reject?: (reason: unknown) => unknown) => promise().then(resolve, reject);
    case 'catch':
      return (reject?: (reason: unknown) => unknown) => promise().then(undefined, reject);
    case 'finally':
      return (done?: () => void) => promise().finally(done);
    default:
      return undefined;
  }
}

/**
 * What the author gets of an operation: an object that can be drifted and awaited and has the methods of a promise. Any other use is a mistake, and
 * throws what `misuse` makes of the operation (the Worker Guard).
 */
export function guard(operation: Operation, misuse: (operation: Operation) => Error): object {
  return new Proxy(new Held(operation), handlerFor(misuse));
}

/** Whether `value` has a callable `then`; its value is the method, read once. */
export function thenOf(value: object): ((...args: any[]) => any) | undefined {
  const then = (value as any).then;
  return typeof then === 'function' ? then : undefined;
}

