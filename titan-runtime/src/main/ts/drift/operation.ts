import type { Pending } from './pending';


/**
 * How an operation runs. `start` is called once, when the operation is first drifted, awaited or `then`ed; it settles it by
 * exactly one call, at once or later, and returns what cancels it, if anything can. Where it throws, that is its failure.
 */
export type Start = (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => ((reason: unknown) => void) | undefined | void;

interface Waiter {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  next: Waiter | null;
}

/** A call of the host that has not settled. It starts when it is first waited for; later waiters get the same outcome. */
export class Operation implements Pending {
  /** What the author called, for messages: `t.fetch()`. */
  readonly name: string;
  #start: Start | null;
  #cancel: ((reason: unknown) => void) | undefined;
  #outcome: { readonly failed: boolean; readonly value: unknown } | null = null;
  #first: Waiter | null = null;
  #last: Waiter | null = null;

  constructor(name: string, start: Start) {
    this.name = name;
    this.#start = start;
  }

  subscribe(resolve: Waiter['resolve'], reject: Waiter['reject']): void {
    if (this.#outcome !== null) {
      if (this.#outcome.failed) reject(this.#outcome.value);
      else resolve(this.#outcome.value);
      return;
    }
    const waiter: Waiter = { resolve, reject, next: null };
    if (this.#last === null) this.#first = waiter;
    else this.#last.next = waiter;
    this.#last = waiter;
    const start = this.#start;
    if (start === null) return;
    this.#start = null;
    try {
      const cancel = start((value) => this.#settle(false, value), (reason) => this.#settle(true, reason));
      if (this.#outcome === null && typeof cancel === 'function') this.#cancel = cancel;
    } catch (error) {
      this.#settle(true, error);
    }
  }

  cancel(reason: unknown): void {
    if (this.#outcome !== null) return;
    const cancel = this.#cancel;
    this.#start = null;
    this.#settle(true, reason);
    cancel?.(reason);
  }

  #settle(failed: boolean, value: unknown): void {
    if (this.#outcome !== null) return;
    this.#outcome = { failed, value };
    this.#cancel = undefined;
    let waiter = this.#first;
    this.#first = this.#last = null;
    for (; waiter !== null; waiter = waiter.next) {
      if (failed) waiter.reject(value);
      else waiter.resolve(value);
    }
  }
}

/** Lets a private field be put on an object that another constructor made, a Proxy included. */
const Stamped: new (target: object) => object = function (target: object) {
  return target;
} as any;

class Guarded extends Stamped {
  #operation: Operation;
  constructor(target: object, operation: Operation) {
    super(target);
    this.#operation = operation;
  }
  static operationOf(value: object): Operation | undefined {
    return #operation in value ? (value as Guarded).#operation : undefined;
  }
}

/** The operation behind what the author holds; undefined for anything else. */
export function operationOf(value: object): Operation | undefined {
  return Guarded.operationOf(value);
}

/** The target of a guard. */
class Held {
  readonly operation: Operation;
  constructor(operation: Operation) {
    this.operation = operation;
  }
}

/** The traps of all guards that have the same `misuse`: one object, since an operation is made for every call of the host. */
let traps: { readonly misuse: (operation: Operation) => Error; readonly handler: ProxyHandler<Held> } | null = null;

function handlerFor(misuse: (operation: Operation) => Error): ProxyHandler<Held> {
  if (traps !== null && traps.misuse === misuse) return traps.handler;
  const fail = ({ operation }: Held): never => {
    throw misuse(operation);
  };
  const handler: ProxyHandler<Held> = {
    get: (held, key) => promiseMethod(held.operation, key) ?? fail(held),
    has: fail, set: fail, deleteProperty: fail, defineProperty: fail, ownKeys: fail,
    getOwnPropertyDescriptor: fail, getPrototypeOf: fail, setPrototypeOf: fail,
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
  const proxy = new Proxy(new Held(operation), handlerFor(misuse));
  new Guarded(proxy, operation);
  return proxy;
}

/** Whether `value` has a callable `then`; its value is the method, read once. */
export function thenOf(value: object): ((...args: any[]) => any) | undefined {
  const then = (value as any).then;
  return typeof then === 'function' ? then : undefined;
}

