import { createElement } from './arrays';
import { un } from './calls';
import {
  apply, defineProperty, FunctionPrototype, functionToString, nativeApply, nativeBind, nativeCall, promiseThen, PromiseCtor,
} from './primordials';
import { Task } from './scheduler';
import { attach, state, twinOf } from './state';
import { begin, hand, install } from './suspendable';
import { inThisContext } from './thenables';

function rest(args: ArrayLike<unknown>, from: number): unknown[] {
  const list: unknown[] = [];
  for (let i = from; i < args.length; i++) createElement(list, i - from, args[i]);
  return list;
}

/** `call`, `apply`, `bind` and `Reflect.apply`: they hand on to the twin of what they call. */
export function installFunctions(): void {
  attach(nativeCall, function* (this: any, self: unknown): Generator<any, any, any> {
    const twin = twinOf(this);
    if (twin === undefined) return apply(nativeCall, this, arguments as any);
    const n = state.n;
    const child = apply(twin, self, rest(arguments, 1));
    const first = begin(child, n);
    return first.done ? first.value : un(yield hand(child));
  });
  attach(nativeApply, function* (this: any, self: unknown, args: any): Generator<any, any, any> {
    const twin = twinOf(this);
    if (twin === undefined) return apply(nativeApply, this, [self, args]);
    const n = state.n;
    const child = apply(twin, self, args ?? []);
    const first = begin(child, n);
    return first.done ? first.value : un(yield hand(child));
  });
  attach(Reflect.apply, function* (target: any, self: unknown, args: any): Generator<any, any, any> {
    const twin = twinOf(target);
    if (twin === undefined) return apply(apply, undefined, arguments as any);
    const n = state.n;
    const child = apply(twin, self, args);
    const first = begin(child, n);
    return first.done ? first.value : un(yield hand(child));
  });
  const { bind } = {
    bind(this: any, _self: unknown): unknown {
      const bound = apply(nativeBind, this, arguments as any);
      const twin = twinOf(this);
      return twin === undefined ? bound : attach(bound, boundTwin(twin, arguments));
    },
  };
  defineProperty(FunctionPrototype, 'bind', { value: bind, writable: true, enumerable: false, configurable: true });
}

function boundTwin(twin: any, bound: IArguments): any {
  return function (): Generator<any, any, any> {
    const args = rest(bound, 1);
    for (let i = 0; i < arguments.length; i++) createElement(args, bound.length - 1 + i, arguments[i]);
    if (bound.length === 0) return apply(twin, undefined, rest(arguments, 0));
    return apply(twin, bound[0], args);
  };
}

/**
 * Promise callbacks run as calls of their own: where one suspends, the promise waits for it. What was current when a callback was given is current when it runs, whatever
 * microtask has run before it.
 */
export function installPromises(): void {
  const prototype: any = PromiseCtor.prototype;
  const native: any = { then: promiseThen, catch: prototype.catch, finally: prototype.finally };
  const own: any = {
    then(this: unknown, succeeded: unknown, failed: unknown): unknown {
      return apply(promiseThen, this, [inContext(succeeded), inContext(failed)]);
    },
    // It calls `then`.
    catch: native.catch,
    finally(this: unknown, done: unknown): unknown {
      return apply(native.finally, this, [inContext(done)]);
    },
  };
  defineProperty(prototype, 'then', { value: own.then, writable: true, enumerable: false, configurable: true });
  defineProperty(prototype, 'finally', { value: own.finally, writable: true, enumerable: false, configurable: true });
  attach(own.then, function* (this: any, succeeded: unknown, failed: unknown): Generator<any, any, any> {
    return apply(promiseThen, this, [reaction(succeeded), reaction(failed)]);
  });
  for (const name of ['catch', 'finally']) {
    attach(own[name], function* (this: any, callback: unknown): Generator<any, any, any> {
      return apply(native[name], this, [reaction(callback)]);
    });
  }
}

/** How V8 shows a function of its own without a name, as are those that settle a promise or count for `Promise.all`. */
const NAMELESS_NATIVE = apply(functionToString, Promise.withResolvers().resolve, []);

/** The callback, called in the current context. */
export function inContext(callback: unknown): unknown {
  // V8 finds the callers of async functions by its own callbacks, which run no code of an author. A bound function has a name.
  if (typeof callback !== 'function' || (apply(functionToString, callback, []) === NAMELESS_NATIVE && callback.name === '')) return callback;
  const context = state.c;
  return function (this: unknown): unknown {
    const outer = state.c;
    state.c = context;
    try {
      return inThisContext(apply(callback, this, arguments));
    } catch (reason) {
      state.threw = { reason, context };
      throw reason;
    } finally {
      state.c = outer;
    }
  };
}

/** The callback, called in the current context; where it can suspend, as one that gives a promise then. */
export function reaction(callback: unknown): unknown {
  const twin = twinOf(callback);
  if (twin === undefined) return inContext(callback);
  const context = state.c;
  return function (this: unknown): unknown {
    const outer = state.c;
    state.c = context;
    try {
      const child = apply(twin, this, arguments as any);
      const step = begin(child, 0);
      if (step.done) return inThisContext(step.value);
      return new PromiseCtor((resolve, reject) => new Task(child, (value) => resolve(inThisContext(value)), reject).adopt());
    } catch (reason) {
      state.threw = { reason, context };
      throw reason;
    } finally {
      state.c = outer;
    }
  };
}

/** `replace` and `replaceAll` with a callback: all matches first, as the built-in finds them, then the callbacks in order. */
export function installStrings(): void {
  for (const name of ['replace', 'replaceAll']) {
    const native = (String.prototype as any)[name];
    install(String.prototype, name, 1, function* (args, twin) {
      const n = state.n;
      const calls: IArguments[] = [];
      let count = 0;
      let text = '';
      const record = function () {
        createElement(calls, count++, arguments);
        return '';
      };
      apply(native, this, [args[0], record]);
      let at = 0;
      let whole = String(this);
      for (let i = 0; i < count; i++) {
        const call = calls[i]!;
        const last = call.length - 1;
        const position = typeof call[last] === 'string' ? call[last - 1] : call[last - 2];
        whole = typeof call[last] === 'string' ? call[last] : call[last - 1];
        const child = apply(twin, undefined, call as any);
        const first = begin(child, n);
        const replacement = String(first.done ? first.value : un(yield hand(child)));
        if (position < at) continue;
        text += apply(String.prototype.slice, whole, [at, position]) + replacement;
        at = position + call[0].length;
      }
      return count === 0 ? apply(native, this, [args[0], record]) : text + apply(String.prototype.slice, whole, [at]);
    });
  }
}

