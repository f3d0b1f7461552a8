/** The inner state of built-ins, as only their own methods tell it, whatever an app has done to the object or its prototype. */
import { uncurryThis } from 'titan:kernel';

export type Getter = (self: unknown) => unknown;

export function getter(prototype: object, key: PropertyKey): Getter {
  return uncurryThis(Object.getOwnPropertyDescriptor(prototype, key)?.get as () => unknown);
}

/** Whether a method of a built-in takes the value for its own. */
export function has(test: Getter, value: unknown): boolean {
  try {
    test(value);
    return true;
  } catch {
    return false;
  }
}

const isPrototypeOf = uncurryThis(Object.prototype.isPrototypeOf) as (prototype: object, value: object) => boolean;

/** The same for objects that inherit from a prototype, and false for others: a test that fails throws, which costs some microseconds. */
export function inherits(prototype: object, test: Getter, value: unknown): boolean {
  return typeof value === 'object' && value !== null && isPrototypeOf(prototype, value) && has(test, value);
}
