/** What Web IDL (https://webidl.spec.whatwg.org/#js-interfaces) says of the classes that stand for interfaces, where JavaScript's classes are otherwise. */
import { ObjectDefineProperty, ReflectApply, WeakMapGet, WeakMapSet } from './primordials';

const { getOwnPropertyDescriptor } = Object;
const { ownKeys } = Reflect;

function enumerate(target: object, except: readonly PropertyKey[]): void {
  for (const key of ownKeys(target)) {
    if (typeof key === 'symbol' || except.includes(key)) continue;
    const descriptor = getOwnPropertyDescriptor(target, key) as PropertyDescriptor;
    if (descriptor.configurable) ObjectDefineProperty(target, key, { ...descriptor, enumerable: true });
  }
}

/** Makes a class an interface: its operations and attributes are enumerable, and `Symbol.toStringTag` is a property of the prototype. */
export function defineInterface(constructor: Function, name: string = constructor.name): void {
  enumerate(constructor, ['length', 'name', 'prototype']);
  ObjectDefineProperty(constructor, 'name', { value: name, configurable: true });
  const prototype = constructor.prototype as object;
  enumerate(prototype, ['constructor']);
  ObjectDefineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
}

/** Throws where fewer arguments were given than are required. */
export function requireArguments(context: string, given: ArrayLike<unknown>, required: number): void {
  if (given.length < required) {
    throw new TypeError(`${context}: ${required} argument${required === 1 ? '' : 's'} required, but only ${given.length} present`);
  }
}

/** https://webidl.spec.whatwg.org/#js-USVString: each surrogate without its other half becomes U+FFFD. */
export function toUSVString(value: unknown): string {
  const text = typeof value === 'symbol' ? throwSymbol() : String(value);
  return text.toWellFormed();
}

/** https://webidl.spec.whatwg.org/#js-DOMString */
export function toDOMString(value: unknown): string {
  return typeof value === 'symbol' ? throwSymbol() : String(value);
}

function throwSymbol(): never {
  throw new TypeError('a symbol cannot be converted to a string');
}

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;

/** What `entries`, `keys` and `values` give: the pairs are looked up at each step, so that changes are seen. */
interface PairIterator {
  next(): IteratorResult<unknown>;
  [Symbol.iterator](): this;
}

/**
 * Makes an interface iterable over pairs (https://webidl.spec.whatwg.org/#idl-iterable): `entries`, `keys`, `values`, `forEach` and `Symbol.iterator`. To be called before {@link defineInterface}.
 *
 * @param pairs the pairs of an object, in order. It throws for what is not one
 */
export function definePairs(constructor: Function, name: string, pairs: (self: never) => readonly (readonly [unknown, unknown])[]): void {
  const states = new WeakMap<object, { self: unknown; kind: 0 | 1 | 2; index: number }>();
  const prototype = Object.create(IteratorPrototype, { [Symbol.toStringTag]: { value: `${name} Iterator`, configurable: true } }) as PairIterator;
  const methods = {
    next(this: object): IteratorResult<unknown> {
      const state = WeakMapGet(states, this);
      if (state === undefined) throw new TypeError(`next: expected a ${name} Iterator`);
      const list = pairs(state.self as never);
      if (state.index >= list.length) return { value: undefined, done: true };
      const pair = list[state.index++];
      return { value: state.kind === 2 ? [pair[0], pair[1]] : pair[state.kind], done: false };
    },
  };
  ObjectDefineProperty(prototype, 'next', { value: methods.next, writable: true, enumerable: true, configurable: true });
  const iterate = (self: unknown, kind: 0 | 1 | 2): PairIterator => {
    pairs(self as never);
    const iterator = Object.create(prototype) as PairIterator;
    WeakMapSet(states, iterator, { self, kind, index: 0 });
    return iterator;
  };
  const members = {
    entries(this: unknown): PairIterator {
      return iterate(this, 2);
    },
    keys(this: unknown): PairIterator {
      return iterate(this, 0);
    },
    values(this: unknown): PairIterator {
      return iterate(this, 1);
    },
    forEach(this: unknown, callback: unknown, thisArg: unknown = undefined): void {
      pairs(this as never);
      requireArguments(`${name}.forEach`, arguments, 1);
      if (typeof callback !== 'function') throw new TypeError(`${name}.forEach: expected a function`);
      for (let i = 0; ; i++) {
        const list = pairs(this as never);
        if (i >= list.length) break;
        ReflectApply(callback, thisArg, [list[i][1], list[i][0], this]);
      }
    },
  };
  for (const key of ['entries', 'keys', 'values', 'forEach'] as const) {
    ObjectDefineProperty(constructor.prototype as object, key, { value: members[key], writable: true, enumerable: true, configurable: true });
  }
  ObjectDefineProperty(members.forEach, 'length', { value: 1, configurable: true });
  ObjectDefineProperty(constructor.prototype as object, Symbol.iterator, { value: members.entries, writable: true, configurable: true });
}
