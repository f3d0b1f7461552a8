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
