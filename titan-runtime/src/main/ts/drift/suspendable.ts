import { un } from './calls';
import { apply, generatorNext, TypeErrorCtor } from './primordials';
import { attach, hand, state, twinOf } from './state';

/** The body of a suspendable built-in: `callback` calls the function that was passed, which has a twin. */
type Version = (this: any, args: ArrayLike<any>, twin: any) => Generator<any, any, any>;

/**
 * Gives the built-in `home[name]` a suspendable version, used where the argument at `position` is a function with a twin;
 * every other call goes to the built-in itself.
 */
export function install(home: any, name: string, position: number, version: Version): void {
  const native = home[name];
  if (typeof native !== 'function') return;
  attach(native, function (this: unknown): Generator<any, any, any> {
    const args = arguments;
    const twin = twinOf(args[position]);
    return twin === undefined ? plain(native, this, args) : apply(version, this, [args, twin]);
  });
}

function* plain(native: any, self: unknown, args: any): Generator<any, any, any> {
  return apply(native, self, args);
}

/** Runs a generator that a twin has made; for the calls of callbacks, by `yield*`-free code: `call.done ? call.value : un(yield hand(child))`. */
export function begin(child: Generator<any, any, any>, depth: number): IteratorResult<any> {
  state.n = depth + 1;
  return apply(generatorNext, child, []);
}

export function toObject(value: any, name: string): any {
  if (value === null || value === undefined) throw new TypeErrorCtor(`${name} called on null or undefined`);
  return Object(value);
}

export function toLength(value: unknown): number {
  const number = Math.trunc(Number(value));
  return number > 0 ? Math.min(number, Number.MAX_SAFE_INTEGER) : 0;
}

export { hand, un };
