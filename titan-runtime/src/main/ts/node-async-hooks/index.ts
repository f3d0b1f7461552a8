/** AsyncLocalStorage and AsyncResource of node:async_hooks (https://nodejs.org/api/async_context.html) over the variables of the kernel. */
import { attach, callWithin, currentNumber, ObjectDefineProperty, ReflectApply, Snapshot, Variable, withContext, type Context } from 'titan:kernel';

type Fn = (...args: any[]) => unknown;

function requireFunction(fn: unknown, where: string): asserts fn is Fn {
  if (typeof fn !== 'function') throw new TypeError(`${where}: expected a function, not ${fn === null ? 'null' : typeof fn}`);
}

/** Gives a function that calls another in a context a twin which does so: what it calls may suspend. */
function suspendable<F extends Fn>(fn: F, twin: Fn): F {
  return attach(fn, twin) as F;
}

/** `fn`, to be called as it would be in a snapshot. A `self` that is undefined leaves `this` to the caller. */
function bound(fn: Fn, snapshot: Snapshot, self: unknown): Fn {
  const receiver = (own: unknown): unknown => (self === undefined ? own : self);
  const result = suspendable(
    function (this: unknown, ...args: unknown[]): unknown {
      return withContext(snapshot.within(), () => ReflectApply(fn, receiver(this), args));
    },
    function (this: unknown, ...args: unknown[]): unknown {
      return callWithin(snapshot.within(), fn, receiver(this), args);
    },
  );
  ObjectDefineProperty(result, 'length', { value: fn.length, configurable: true });
  return result;
}

export class AsyncLocalStorage<T> {
  #variable = new Variable<T>();
  readonly #default: T | undefined;
  readonly name: string;

  constructor(options: { defaultValue?: T; name?: string } = {}) {
    this.#default = options.defaultValue;
    this.name = options.name === undefined ? '' : String(options.name);
  }

  /** A function that calls `fn` with all stores as they are now. */
  static bind(fn: unknown): Fn {
    requireFunction(fn, 'AsyncLocalStorage.bind');
    return bound(fn, new Snapshot(), undefined);
  }

  /** A function that calls what it is given, with all stores as they are now. */
  static snapshot(): Fn {
    const snapshot = new Snapshot();
    return suspendable(
      (fn: Fn, ...args: unknown[]): unknown => withContext(snapshot.within(), () => fn(...args)),
      (fn: Fn, ...args: unknown[]): unknown => callWithin(snapshot.within(), fn, undefined, args),
    );
  }

  getStore(): T | undefined {
    const value = this.#variable.get();
    return value === undefined ? this.#default : value;
  }

  /** Gives the rest of the function that runs, and what it starts, the store. */
  enterWith(store: T): void {
    this.#variable.enter(store);
  }

  run(store: T, fn: Fn, ...args: unknown[]): unknown {
    return withContext(this.#within(store), () => fn(...args));
  }

  exit(fn: Fn, ...args: unknown[]): unknown {
    return withContext(this.#within(undefined), () => fn(...args));
  }

  /** What has a store until now has none any more. */
  disable(): void {
    this.#variable = new Variable();
  }

  #within(store: T | undefined): Context {
    return this.#variable.within(store);
  }

  static {
    const { prototype } = this;
    suspendable(prototype.run, function (this: AsyncLocalStorage<unknown>, store: unknown, fn: Fn, ...args: unknown[]) {
      return callWithin(this.#within(store), fn, undefined, args);
    });
    suspendable(prototype.exit, function (this: AsyncLocalStorage<unknown>, fn: Fn, ...args: unknown[]) {
      return callWithin(this.#within(undefined), fn, undefined, args);
    });
  }
}

let last = 0;

export class AsyncResource {
  readonly type: string;
  readonly #snapshot = new Snapshot();
  readonly #id = ++last;

  constructor(type: string) {
    if (typeof type !== 'string') throw new TypeError(`AsyncResource: the type must be a string, not ${type === null ? 'null' : typeof type}`);
    this.type = type;
  }

  static bind(fn: unknown, _type?: string, self?: unknown): Fn {
    requireFunction(fn, 'AsyncResource.bind');
    return bound(fn, new Snapshot(), self);
  }

  bind(fn: unknown, self?: unknown): Fn {
    requireFunction(fn, 'AsyncResource.bind');
    return bound(fn, this.#snapshot, self);
  }

  runInAsyncScope(fn: Fn, self?: unknown, ...args: unknown[]): unknown {
    return withContext(this.#snapshot.within(), () => ReflectApply(fn, self, args));
  }

  /** Nobody is told of resources. */
  emitDestroy(): this {
    return this;
  }

  asyncId(): number {
    return this.#id;
  }

  triggerAsyncId(): number {
    return 0;
  }

  static {
    suspendable(this.prototype.runInAsyncScope, function (this: AsyncResource, fn: Fn, self?: unknown, ...args: unknown[]) {
      return callWithin(this.#snapshot.within(), fn, self, args);
    });
  }
}

/** The number of the request that runs, 0 where none does. */
export function executionAsyncId(): number {
  return currentNumber();
}

export function triggerAsyncId(): number {
  return 0;
}

export function executionAsyncResource(): object {
  return {};
}

/** @throws Error always: there are no hooks here */
export function createHook(): never {
  throw new Error('async_hooks.createHook is not available in an isolate; AsyncLocalStorage and AsyncResource are');
}
