import { installWalks, createElement } from './arrays';
import { apply, ArrayCtor, isArray, iteratorSymbol, mapEntries, mapIteratorNext, setIteratorNext, setValues, TypedArray, TypeErrorCtor } from './primordials';
import { invoke, Loop } from './iterate';
import { state } from './state';
import { begin, hand, install, toLength, un } from './suspendable';

/** `map` and `filter` of typed arrays: the callbacks first, then the built-in with their results. */
function installTyped(name: string): void {
  const native = TypedArray.prototype[name];
  install(TypedArray.prototype, name, 0, function* (args, twin) {
    const n = state.n;
    const { length } = this;
    const results = new ArrayCtor(length);
    for (let i = 0; i < length; i++) {
      const child = apply(twin, args[1], [this[i], i, this]);
      const first = begin(child, n);
      createElement(results, i, first.done ? first.value : un(yield hand(child)));
    }
    return apply(native, this, [(_value: unknown, i: number) => results[i]]);
  });
}

function installForEach(home: any, entries: any, next: any): void {
  const isMap = entries === mapEntries;
  install(home, 'forEach', 0, function* (args, twin) {
    const n = state.n;
    const iterator = apply(entries, this, []);
    for (let step = apply(next, iterator, []); !step.done; step = apply(next, iterator, [])) {
      const key = isMap ? step.value[0] : step.value;
      const child = apply(twin, args[1], [isMap ? step.value[1] : key, key, this]);
      const first = begin(child, n);
      if (!first.done) un(yield hand(child));
    }
  });
}

/** `groupBy` of an array: the keys first, then the built-in with them. */
function installGroupBy(home: any): void {
  const native = home.groupBy;
  install(home, 'groupBy', 1, function* (args, twin) {
    const n = state.n;
    const items: any[] = [];
    const keys: any[] = [];
    const loop = new Loop(args[0]);
    let count = 0;
    if (isArray(args[0]) && !loop.slow) {
      for (; count < args[0].length; count++) createElement(items, count, args[0][count]);
    } else {
      const source = new Loop(new Opened(args[0]));
      yield* source.open();
      while (!(yield* source.step())) createElement(items, count++, source.value);
    }
    for (let i = 0; i < count; i++) {
      const child = apply(twin, undefined, [items[i], i]);
      const first = begin(child, n);
      createElement(keys, i, first.done ? first.value : un(yield hand(child)));
    }
    return apply(native, home, [items, (_value: unknown, i: number) => keys[i]]);
  });
}

/** An iterable that hides what it iterates, so that it is stepped one by one. */
class Opened {
  readonly #source: any;
  constructor(source: any) {
    this.#source = source;
  }
  [iteratorSymbol](): any {
    return this.#source[iteratorSymbol]();
  }
}

function installFrom(): void {
  install(ArrayCtor, 'from', 1, function* (args, twin) {
    const n = state.n;
    const [items, , self] = [args[0], args[1], args[2]];
    const make = typeof this === 'function' && isConstructor(this) ? this : ArrayCtor;
    const method = items[iteratorSymbol];
    if (method === undefined || method === null) {
      const length = toLength(items.length);
      const made: any = new make(length);
      for (let i = 0; i < length; i++) {
        const child = apply(twin, self, [items[i], i]);
        const first = begin(child, n);
        createElement(made, i, first.done ? first.value : un(yield hand(child)));
      }
      made.length = length;
      return made;
    }
    if (typeof method !== 'function') throw new TypeErrorCtor('object is not iterable');
    const made: any = new make();
    const iterator: any = yield* invoke(method, items, []);
    const { next } = iterator;
    let i = 0;
    for (;;) {
      const step: any = yield* invoke(next, iterator, []);
      if (step.done) break;
      try {
        const child = apply(twin, self, [step.value, i]);
        const first = begin(child, n);
        createElement(made, i, first.done ? first.value : un(yield hand(child)));
      } catch (error) {
        try {
          const close = iterator.return;
          if (close !== undefined && close !== null) yield* invoke(close, iterator, []);
        } catch {
          // The failure of the callback counts.
        }
        throw error;
      }
      i++;
    }
    made.length = i;
    return made;
  });
}

function isConstructor(value: any): boolean {
  try {
    Reflect.construct(Object, [], value);
    return true;
  } catch {
    return false;
  }
}

export function installCollections(): void {
  installWalks(TypedArray.prototype, true);
  installTyped('map');
  installTyped('filter');
  installForEach(Map.prototype, mapEntries, mapIteratorNext);
  installForEach(Set.prototype, setValues, setIteratorNext);
  installGroupBy(Object);
  installGroupBy(Map);
  installFrom();
}
