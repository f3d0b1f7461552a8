import { later } from './hooks';
import { type Operation, operationOf, thenOf, type Waiter } from './operation';
import type { Pending } from './pending';
import {
  apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, isArray, isObject, ObjectPrototype, ownKeys, PromiseCtor, promiseResolve, promiseThen, RangeErrorCtor,
} from './primordials';
import { pending, state, type Context } from './state';
import { inThisContext } from './thenables';

/** The state of one entry while several are waited for. */
interface Entry {
  readonly key: PropertyKey;
  readonly pending: Pending;
  readonly next: Entry | null;
}

/** What `drift(value)` has to wait for; null if `value` is its own result. */
export function pendingOf(value: unknown): Pending | null {
  return isObject(value) ? pendingOfObject(value, null) : null;
}

interface Ancestor {
  readonly value: object;
  readonly up: Ancestor | null;
  readonly depth: number;
}

/** How deep what is waited for may lie in arrays and objects: each level is a call within a call when it settles. */
const DEEPEST = 1_000;

function pendingOfObject(value: object, up: Ancestor | null): Pending | null {
  const operation = operationOf(value);
  if (operation !== undefined) return ownOrShared(operation);
  const then = thenOf(value);
  if (then !== undefined) return new Thenable(value, then);
  return isShape(value) ? pendingOfShape(value, up) : null;
}

/** An operation as the running code may wait for it: one of another invocation it cannot cancel. */
export function ownOrShared(operation: Operation): Pending {
  const { owner } = operation;
  return owner === null || owner === state.c?.invocation ? operation : new Shared(operation);
}

/** An operation of another invocation. To give it up is to stop listening. */
class Shared implements Pending {
  readonly #operation: Operation;
  #listener: Waiter | null = null;

  constructor(operation: Operation) {
    this.#operation = operation;
  }

  subscribe(resolve: Waiter['resolve'], reject: Waiter['reject']): void {
    this.#listener = { resolve, reject };
    this.#operation.subscribe(
      (value) => this.#listener?.resolve(value),
      (reason) => this.#listener?.reject(reason),
    );
  }

  cancel(): void {
    this.#listener = null;
  }
}

/** Arrays and plain objects: what `drift` looks into. */
function isShape(value: object): boolean {
  if (isArray(value)) return true;
  if (typeof value === 'function') return false;
  const prototype = getPrototypeOf(value);
  return prototype === ObjectPrototype || prototype === null;
}

function pendingOfShape(shape: any, up: Ancestor | null): Pending | null {
  for (let at = up; at !== null; at = at.up) if (at.value === shape) return null;
  const self = { value: shape, up, depth: up === null ? 1 : up.depth + 1 };
  // What a property gives is read once: it may be a getter.
  const object = isArray(shape) ? null : {};
  let first: Entry | null = null;
  eachValue(shape, (key, value) => {
    if (object !== null) put(object, key, value);
    const pending = isObject(value) ? pendingOfObject(value, self) : null;
    if (pending !== null) first = { key, pending, next: first };
  });
  if (first === null) return null;
  if (self.depth > DEEPEST) throw new RangeErrorCtor(`drift() was given something to wait for more than ${DEEPEST} arrays and objects deep`);
  return new Together(object ?? copyOf(shape), reversed(first));
}

function reversed(list: Entry | null): Entry | null {
  let result: Entry | null = null;
  for (let at = list; at !== null; at = at.next) result = { key: at.key, pending: at.pending, next: result };
  return result;
}

function copyOf(list: unknown[]): unknown[] {
  const copy = emptyLike(list);
  eachValue(list, (key, value) => put(copy, key, value));
  return copy;
}

/** Calls `visit` for the elements of an array, or the enumerable values of an object. */
export function eachValue(shape: any, visit: (key: PropertyKey, value: unknown) => void): void {
  if (isArray(shape)) {
    for (let i = 0; i < shape.length; i++) visit(i, shape[i]);
    return;
  }
  const keys = ownKeys(shape);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (getOwnPropertyDescriptor(shape, key)?.enumerable) visit(key, shape[key]);
  }
}

/** A shape like `shape`, to be filled by `put`. */
export function emptyLike(shape: any): any {
  return isArray(shape) ? new Array(shape.length) : {};
}

export function put(shape: any, key: PropertyKey, value: unknown): void {
  defineProperty(shape, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Who waits for a thenable. */
interface Listener {
  readonly context: Context | null;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * A promise or another thenable. It cannot be cancelled; to give it up is to stop listening: what it holds of whoever waited is gone then, however long it lasts itself. Whoever waits is
 * told outside of microtasks.
 */
class Thenable implements Pending {
  readonly #value: object;
  readonly #then: (...args: any[]) => any;
  #listener: Listener | null = null;
  /** What it was resolved with, where that is to be waited for as well. */
  #further: Pending | null = null;

  constructor(value: object, then: (...args: any[]) => any) {
    this.#value = value;
    this.#then = then;
  }

  subscribe(resolve: (value: unknown) => void, reject: (reason: unknown) => void): void {
    this.#listener = { context: state.c, resolve, reject };
    let settled = false;
    const once = (failed: boolean) => (value: unknown) => {
      if (settled) return;
      settled = true;
      if (this.#listener !== null) later(this.#listener.context, () => this.#tell(failed, value));
    };
    const failed = once(true);
    try {
      apply(this.#then, this.#value, [once(false), failed]);
    } catch (error) {
      failed(error);
    }
  }

  #tell(failed: boolean, value: unknown): void {
    const listener = this.#listener;
    if (listener === null) return;
    this.#listener = null;
    if (failed) {
      listener.reject(value);
      return;
    }
    this.#further = isObject(value) ? furtherOf(value) : null;
    if (this.#further === null) listener.resolve(value);
    else this.#further.subscribe(listener.resolve, listener.reject);
  }

  cancel(reason: unknown): void {
    this.#listener = null;
    this.#further?.cancel(reason);
  }
}

/** `await value` in a driven function. */
class Awaited implements Pending {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  subscribe(resolve: (value: unknown) => void, reject: (reason: unknown) => void): void {
    const context = state.c;
    const outside = (tell: (value: unknown) => void) => (value: unknown) => later(context, () => tell(value));
    try {
      apply(promiseThen, apply(promiseResolve, PromiseCtor, [inThisContext(this.#value)]), [outside(resolve), outside(reject)]);
    } catch (error) {
      outside(reject)(error);
    }
  }

  cancel(): void {}
}

/** Notes what a driven function waits for. */
export function awaited(value: unknown): typeof pending {
  state.pending = new Awaited(value);
  return pending;
}

/** A thenable that resolves with another passes that one's outcome on, as `await` does. */
function furtherOf(value: object): Pending | null {
  const operation = operationOf(value);
  if (operation !== undefined) return ownOrShared(operation);
  const then = thenOf(value);
  return then === undefined ? null : new Thenable(value, then);
}

/** Several at once: the values that are there already, filled up with those that are waited for, or the first failure, which cancels the others. */
class Together implements Pending {
  readonly #result: object;
  readonly #entries: Entry | null;
  #finished = false;

  constructor(result: object, entries: Entry | null) {
    this.#result = result;
    this.#entries = entries;
  }

  subscribe(resolve: (value: unknown) => void, reject: (reason: unknown) => void): void {
    const result = this.#result;
    let open = 1;
    const close = () => {
      if (--open > 0 || this.#finished) return;
      this.#finished = true;
      resolve(result);
    };
    for (let at = this.#entries; at !== null && !this.#finished; at = at.next) {
      const { key, pending } = at;
      open++;
      pending.subscribe(
        (value) => {
          put(result, key, value);
          close();
        },
        (reason) => {
          if (this.#finished) return;
          this.#finished = true;
          this.#cancelAll(reason);
          reject(reason);
        },
      );
    }
    close();
  }

  cancel(reason: unknown): void {
    this.#finished = true;
    this.#cancelAll(reason);
  }

  #cancelAll(reason: unknown): void {
    for (let at = this.#entries; at !== null; at = at.next) at.pending.cancel(reason);
  }
}

