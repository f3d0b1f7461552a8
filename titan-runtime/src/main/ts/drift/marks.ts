/** Which generators have bodies that can suspend. */
import { isObject, OwnWeakSet } from './primordials';

const prototypes = new OwnWeakSet<object>();

/** Notes that the objects of a generator function have bodies that can suspend; its result is the function. */
export function markGenerator(made: any): any {
  const { prototype } = made;
  if (isObject(prototype)) prototypes.add(prototype);
  return made;
}

/** Whether objects with this prototype have such bodies. */
export function isMarked(prototype: object): boolean {
  return prototypes.has(prototype);
}
