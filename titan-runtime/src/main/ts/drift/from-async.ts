import { inContext, reaction } from './functions';
import { apply, arrayValues, defineProperty, iteratorSymbol, isArray, isObject, PromiseCtor, promiseReject } from './primordials';
import { attach, state, type Context } from './state';

type AnyFunction = (...args: any[]) => any;

const { fromAsync: native }: { fromAsync: AnyFunction } = Array;
const { asyncIterator: asyncIteratorSymbol } = Symbol;

/**
 * `Array.fromAsync` takes its steps in microtasks, where no context is current. So the callback and the iterator are called in that of the code which has called it; a callback that
 * can suspend gives a promise where it does.
 */
export function installFromAsync(): void {
  const own = {
    fromAsync(this: unknown, source: unknown): unknown {
      return within(this, arguments, inContext);
    },
  }.fromAsync;
  attach(own, function* (this: unknown): Generator<any, any, any> {
    return within(this, arguments, reaction);
  });
  defineProperty(Array, 'fromAsync', { value: own, writable: true, enumerable: false, configurable: true });
}

function within(self: unknown, args: IArguments, wrap: (callback: unknown) => unknown): unknown {
  const map = args[1];
  // The built-in says what is wrong with such a callback before it looks at the source.
  if (map !== undefined && typeof map !== 'function') return apply(native, self, args);
  let source;
  try {
    source = steps(args[0]);
  } catch (reason) {
    return apply(promiseReject, PromiseCtor, [reason]);
  }
  return apply(native, self, [source, map === undefined ? map : wrap(map), args[2]]);
}

/** What the built-in iterates in place of `source`: the same with an iterator that is called in the current context, where one runs code of an author's. */
function steps(source: any): unknown {
  if (!isObject(source)) return source;
  const key = asyncIteratorSymbol;
  const method = (source as any)[key] ?? undefined;
  if (method !== undefined) return { [key]: opener(source, method) };
  const other = (source as any)[iteratorSymbol] ?? undefined;
  if (other === undefined || (isArray(source) && other === arrayValues)) return source;
  return { [iteratorSymbol]: opener(source, other) };
}

function opener(source: object, method: AnyFunction): unknown {
  if (typeof method !== 'function') return method;
  const context = state.c;
  return () => {
    const iterator = apply(method, source, []);
    return isObject(iterator) ? new Steps(iterator, context) : iterator;
  };
}

/** An iterator whose methods run in `context`. */
class Steps {
  readonly #iterator: any;
  readonly #context: Context | null;
  readonly #next: unknown;

  constructor(iterator: any, context: Context | null) {
    this.#iterator = iterator;
    this.#context = context;
    this.#next = iterator.next;
  }

  get next(): unknown {
    return this.#method(this.#next);
  }

  get return(): unknown {
    return this.#method(this.#iterator.return);
  }

  #method(method: unknown): unknown {
    if (typeof method !== 'function') return method;
    const iterator = this.#iterator;
    const context = this.#context;
    return function (): unknown {
      const outer = state.c;
      state.c = context;
      try {
        return apply(method, iterator, arguments);
      } finally {
        state.c = outer;
      }
    };
  }
}
