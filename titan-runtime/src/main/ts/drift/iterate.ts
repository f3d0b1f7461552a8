import { un } from './calls';
import { currentBody, Yielded } from './generators';
import {
  apply, ArrayIteratorPrototype, arrayIteratorNext, arrayValues, generatorNext, isArray, isObject, iteratorSymbol, MapIteratorPrototype,
  mapEntries, mapIteratorNext, SetIteratorPrototype, setIteratorNext, setValues, StringIteratorPrototype, stringIterator, stringIteratorNext,
  TypeErrorCtor, typedValues,
} from './primordials';
import { hand, returns, state, twinOf } from './state';

/** Calls `fn` and runs it if it has a twin. To be used as `yield*` by code of the runtime that is not hot. */
export function* invoke(fn: any, self: unknown, args: unknown[]): Generator<any, any, any> {
  const twin = twinOf(fn);
  if (twin === undefined) return apply(fn, self, args);
  const n = state.n;
  const child = apply(twin, self, args);
  state.n = n + 1;
  const first = apply(generatorNext, child, []);
  return first.done ? first.value : un(yield hand(child));
}

const STEP = Object.freeze({ done: false, value: undefined });

/** What the native loop of a rewritten `for…of` runs over; it closes the real iterator when the loop is left early. */
class StandIn {
  readonly #loop: Loop;
  constructor(loop: Loop) {
    this.#loop = loop;
  }
  [iteratorSymbol](): this {
    return this;
  }
  next(): object {
    return STEP;
  }
  return(): object {
    return this.#loop.close();
  }
}

/** One run of a `for…of` loop in a twin. */
export class Loop {
  /** Whether the steps go through `step`; otherwise the native loop runs over `each` itself. */
  readonly slow: boolean;
  readonly each: any;
  value: unknown = undefined;
  #source: any;
  #iterator: any = undefined;
  #next: any = undefined;
  /** Whether the iterator is in a call of its `next`, or has ended: then it must not be closed. */
  #over = false;

  constructor(source: any) {
    this.slow = !isFast(source);
    this.each = this.slow ? new StandIn(this) : source;
    this.#source = source;
  }

  *open(): Generator<any, any, any> {
    const method = this.#source[iteratorSymbol];
    if (typeof method !== 'function') throw new TypeErrorCtor(`${describe(this.#source)} is not iterable`);
    this.#iterator = yield* invoke(method, this.#source, []);
    if (!isObject(this.#iterator)) throw new TypeErrorCtor('Result of the Symbol.iterator method is not an object');
    this.#next = (this.#iterator as any).next;
  }

  /** Takes the next value; its result says whether there was none. */
  *step(): Generator<any, any, any> {
    this.#over = true;
    const twin = twinOf(this.#next);
    let result;
    if (twin === undefined) {
      result = apply(this.#next, this.#iterator, []);
    } else {
      const n = state.n;
      const child = apply(twin, this.#iterator, []);
      state.n = n + 1;
      const first = apply(generatorNext, child, []);
      result = first.done ? first.value : un(yield hand(child));
    }
    if (!isObject(result)) throw new TypeErrorCtor(`Iterator result ${String(result)} is not an object`);
    if ((result as any).done) return true;
    this.value = (result as any).value;
    this.#over = false;
    return false;
  }

  close(): object {
    if (this.#over) return STEP;
    this.#over = true;
    const method = this.#iterator.return;
    return method === undefined || method === null ? STEP : apply(method, this.#iterator, []);
  }
}

export function iterate(source: unknown): Loop {
  return new Loop(source);
}

/** Whether iterating `source` runs no code but the engine's. */
function isFast(source: any): boolean {
  if (typeof source === 'string') return source[iteratorSymbol] === stringIterator && StringIteratorPrototype.next === stringIteratorNext;
  if (!isObject(source)) return false;
  const method = (source as any)[iteratorSymbol];
  if (method === arrayValues) return isArray(source) && ArrayIteratorPrototype.next === arrayIteratorNext;
  if (method === typedValues) return ArrayIteratorPrototype.next === arrayIteratorNext;
  if (method === mapEntries) return MapIteratorPrototype.next === mapIteratorNext;
  return method === setValues && SetIteratorPrototype.next === setIteratorNext;
}

function describe(value: unknown): string {
  return isObject(value) ? 'object' : String(value);
}

const NEXT = 0;
const THROW = 1;
const RETURN = 2;

/** `yield*` in a user's generator: the protocol of the inner iterator, whose steps may suspend. */
export function* delegate(source: any): Generator<any, any, any> {
  const method = source[iteratorSymbol];
  if (typeof method !== 'function') throw new TypeErrorCtor(`${describe(source)} is not iterable`);
  const iterator: any = yield* invoke(method, source, []);
  if (!isObject(iterator)) throw new TypeErrorCtor('Result of the Symbol.iterator method is not an object');
  const { next } = iterator as any;
  let mode = NEXT;
  let received: unknown = undefined;
  for (;;) {
    let result: any;
    if (mode === NEXT) {
      result = yield* invoke(next, iterator, [received]);
    } else {
      const method = mode === THROW ? (iterator as any).throw : (iterator as any).return;
      if (method === undefined || method === null) {
        if (mode === THROW) yield* refuseThrow(iterator);
        state.returning = received;
        yield returns;
      }
      result = yield* invoke(method, iterator, [received]);
    }
    if (!isObject(result)) throw new TypeErrorCtor(`Iterator result ${String(result)} is not an object`);
    if ((result as any).done) {
      const { value } = result as any;
      if (mode !== RETURN) return value;
      state.returning = value;
      yield returns;
    }
    mode = RETURN;
    try {
      received = yield new Yielded(undefined, result);
      mode = NEXT;
    } catch (error) {
      received = error;
      mode = THROW;
    } finally {
      // A return is given up here and asked for again (`returns`) when the inner iterator has ended: its end may take a suspension.
      if (mode === RETURN) {
        received = currentBody().returning;
        continue;
      }
    }
  }
}

function* refuseThrow(iterator: any): Generator<any, any, any> {
  const close = iterator.return;
  if (close !== undefined && close !== null && !isObject(yield* invoke(close, iterator, []))) {
    throw new TypeErrorCtor('Iterator result is not an object');
  }
  throw new TypeErrorCtor("The iterator does not provide a 'throw' method");
}
