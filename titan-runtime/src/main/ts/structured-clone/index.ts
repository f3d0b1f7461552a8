/** structuredClone (https://html.spec.whatwg.org/#structured-cloning). */
import { DOMException, MapGet, MapSet, movables, requireArguments, type Copier } from 'titan:kernel';
import { isBuffer, isDetached, moveBuffer } from './buffers';
import { read, type Memory } from './read';

/** @throws DOMException DataCloneError */
function checkMovable(list: readonly unknown[]): asserts list is object[] {
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    if (typeof item !== 'object' || item === null) throw new TypeError('only objects can be transferred');
    if (list.indexOf(item) !== i) throw new DOMException('an object is transferred twice', 'DataCloneError');
    if (!isBuffer(item) && !movables.some((kind) => kind.is(item) && kind.free(item))) {
      throw new DOMException('the object cannot be transferred', 'DataCloneError');
    }
  }
}

function move(item: object): object {
  if (!isBuffer(item)) return movables.find((kind) => kind.is(item))?.move(item) as object;
  if (isDetached(item)) throw new DOMException('an ArrayBuffer that is detached cannot be transferred', 'DataCloneError');
  return moveBuffer(item);
}

/** Copies a value and moves what is listed. Nothing is moved unless all could be read. */
export function cloneAndMove(value: unknown, list: readonly unknown[]): { value: unknown; moved: object[] } {
  checkMovable(list);
  const memory: Memory = new Map();
  const arrived = new Map<object, object>();
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    MapSet(memory, item, () => MapGet(arrived, item));
  }
  const copy: Copier = read(value, memory);
  for (let i = 0; i < list.length; i++) MapSet(arrived, list[i], move(list[i]));
  return { value: copy(), moved: list.map((item) => MapGet(arrived, item) as object) };
}

/** @throws DOMException DataCloneError for what cannot be copied, or cannot be transferred */
export function structuredClone(value: unknown, options: unknown = {}): unknown {
  requireArguments('structuredClone', arguments, 1);
  if (options !== undefined && options !== null && typeof options !== 'object') throw new TypeError('structuredClone: the options must be an object');
  const transfer = ((options ?? {}) as { transfer?: Iterable<unknown> }).transfer;
  return cloneAndMove(value, transfer === undefined ? [] : [...transfer]).value;
}
