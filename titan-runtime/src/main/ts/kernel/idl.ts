/** What Web IDL (https://webidl.spec.whatwg.org/#js-interfaces) says of the classes that stand for interfaces, where JavaScript's classes are otherwise. */
import { ObjectDefineProperty } from './primordials';

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
