import { createElement } from './arrays';
import { apply, ArrayCtor, ArrayPrototype, deleteProperty, TypedArray } from './primordials';
import { state } from './state';
import { begin, hand, install, toLength, toObject, un } from './suspendable';

/** Sorts `items` in place by a merge sort, which is stable, and calls the comparator about as often as the engine does. */
function* mergeSort(items: any[], count: number, twin: any): Generator<any, any, any> {
  const n = state.n;
  let from = items;
  let to: any[] = new ArrayCtor(count);
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const middle = Math.min(start + width, count);
      const end = Math.min(start + 2 * width, count);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        let takeLeft = right >= end;
        if (!takeLeft && left < middle) {
          const child = apply(twin, undefined, [from[left], from[right]]);
          const first = begin(child, n);
          takeLeft = !(Number(first.done ? first.value : un(yield hand(child))) > 0);
        }
        put(to, at, takeLeft ? from[left++] : from[right++]);
      }
    }
    const other = from;
    from = to;
    to = other;
  }
  return from;
}

function put(list: any[], index: number, value: unknown): void {
  if (index in list) list[index] = value;
  else createElement(list, index, value);
}

/** Collects the elements to sort; those that are undefined come last and are only counted. */
function collect(source: any, length: number, holes: boolean): { items: any[]; count: number; undefinedCount: number } {
  const items: any[] = [];
  let count = 0;
  let undefinedCount = 0;
  for (let i = 0; i < length; i++) {
    if (!holes && !(i in source)) continue;
    const value = source[i];
    if (value === undefined) undefinedCount++;
    else createElement(items, count++, value);
  }
  return { items, count, undefinedCount };
}

export function installSorting(): void {
  install(ArrayPrototype, 'sort', 0, function* (_args, twin) {
    const source = toObject(this, 'Array.prototype.sort');
    const length = toLength(source.length);
    const { items, count, undefinedCount } = collect(source, length, false);
    const sorted = yield* mergeSort(items, count, twin);
    for (let i = 0; i < count; i++) source[i] = sorted[i];
    for (let i = count; i < count + undefinedCount; i++) source[i] = undefined;
    for (let i = count + undefinedCount; i < length; i++) if (i in source && !deleteProperty(source, i)) delete source[i];
    return source;
  });
  install(ArrayPrototype, 'toSorted', 0, function* (_args, twin) {
    const source = toObject(this, 'Array.prototype.toSorted');
    const length = toLength(source.length);
    const { items, count } = collect(source, length, true);
    const sorted = yield* mergeSort(items, count, twin);
    const made = new ArrayCtor(length);
    for (let i = 0; i < length; i++) createElement(made, i, i < count ? sorted[i] : undefined);
    return made;
  });
  for (const name of ['sort', 'toSorted']) {
    const copies = name === 'toSorted';
    const nativeSlice = TypedArray.prototype.slice;
    install(TypedArray.prototype, name, 0, function* (_args, twin) {
      const target = copies ? apply(nativeSlice, this, []) : this;
      const { items, count } = collect(target, target.length, true);
      const sorted = yield* mergeSort(items, count, twin);
      for (let i = 0; i < count; i++) target[i] = sorted[i];
      return target;
    });
  }
}
