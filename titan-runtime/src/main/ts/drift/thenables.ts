import { operationOf } from './operation';
import { getPrototypeOf, isObject, PromisePrototype } from './primordials';
import { start } from './scheduler';
import { state, type Context } from './state';

const ignore = (): void => {};

/**
 * What to resolve a promise with in place of `value`. V8 calls the `then` of a thenable that is no promise in a microtask of its own, where no context is current: there it would be
 * nobody's code. In what this gives it is called in the context that is current now, and may suspend.
 */
export function inThisContext(value: unknown): unknown {
  const context = state.c;
  if (context === null || !isObject(value)) return value;
  let then: unknown;
  try {
    then = (value as { then?: unknown }).then;
  } catch {
    // Whoever resolves reads it again, and it throws there.
    return value;
  }
  // Of a promise nothing is called, of an operation no code of an author's.
  if (typeof then !== 'function' || operationOf(value) !== undefined || getPrototypeOf(value) === PromisePrototype) return value;
  return new Bound(context, value, then);
}

class Bound {
  readonly #context: Context;
  readonly #value: object;
  readonly #then: unknown;

  constructor(context: Context, value: object, then: unknown) {
    this.#context = context;
    this.#value = value;
    this.#then = then;
  }

  then(resolve: (value: unknown) => void, reject: (reason: unknown) => void): void {
    const outer = state.c;
    state.c = this.#context;
    const further = (value: unknown) => {
      const caller = state.c;
      state.c = this.#context;
      const next = inThisContext(value);
      state.c = caller;
      resolve(next);
    };
    start(this.#then, this.#value, [further, reject], ignore, reject);
    state.c = outer;
  }
}
