import { createElement } from './arrays';
import { apply, ArrayCtor, ArrayPrototype, deleteProperty, TypedArray } from './primordials';
import { state } from './state';
import { begin, hand, install, toLength, toObject, un } from './suspendable';

/** From how many elements on the engine looks for a part that is in order already, and from how many on it merges; below these it inserts. */
const RUN_FROM = 8;
const MERGED_FROM = 64;

/** The first `count` elements of `items` sorted, stably: `items` itself or another list. */
function sort(items: any[], count: number, twin: any): Generator<any, any, any> {
  return count < MERGED_FROM ? insertionSort(items, count, twin) : mergeSort(items, count, twin);
}

/**
 * Sorts by binary insertion, calling the comparator as the engine does: the later element first. So one that logs its calls, or is inconsistent (`a > b`), does the same with a
 * drift in it as without.
 */
function* insertionSort(items: any[], count: number, twin: any): Generator<any, any, any> {
  if (count < 2) return items;
  const n = state.n;
  let sorted = 1;
  if (count >= RUN_FROM) {
    const falling: boolean = (yield* order(n, twin, items[1], items[0])) < 0;
    sorted = 2;
    while (sorted < count && (yield* order(n, twin, items[sorted], items[sorted - 1])) < 0 === falling) sorted++;
    if (falling) reverse(items, sorted);
  }
  for (let at = sorted; at < count; at++) {
    const pivot = items[at];
    let left = 0;
    let right = at;
    while (left < right) {
      const middle = left + ((right - left) >> 1);
      if ((yield* order(n, twin, pivot, items[middle])) < 0) right = middle;
      else left = middle + 1;
    }
    for (let to = at; to > left; to--) items[to] = items[to - 1];
    items[left] = pivot;
  }
  return items;
}

function reverse(items: any[], count: number): void {
  for (let low = 0, high = count - 1; low < high; low++, high--) {
    const element = items[low];
    items[low] = items[high];
    items[high] = element;
  }
}

/** Sorts by a merge sort, which calls the comparator about as often as the engine does, and as it does with the later element first. */
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
        if (!takeLeft && left < middle) takeLeft = !((yield* order(n, twin, from[right], from[left])) < 0);
        put(to, at, takeLeft ? from[left++] : from[right++]);
      }
    }
    const other = from;
    from = to;
    to = other;
  }
  return from;
}

/** Sorts the elements of `items` from `from` up to `to`, which `spare` holds too, as the engine sorts typed arrays: halves first, the earlier element first in a comparison. */
function* sortHalves(items: any[], from: number, to: number, spare: any[], twin: any): Generator<any, void, any> {
  const n = state.n;
  const middle = from + ((to - from) >> 1);
  if (middle - from > 1) yield* sortHalves(spare, from, middle, items, twin);
  if (to - middle > 1) yield* sortHalves(spare, middle, to, items, twin);
  let left = from;
  let right = middle;
  for (let at = from; at < to; at++) {
    let takeLeft = right >= to;
    if (!takeLeft && left < middle) takeLeft = !((yield* order(n, twin, spare[left], spare[right])) > 0);
    items[at] = takeLeft ? spare[left++] : spare[right++];
  }
}

/** What the comparator says of two elements, as a number. `n` is the depth of the native stack at which the sort began. */
function* order(n: number, twin: any, element: unknown, other: unknown): Generator<any, number, any> {
  const child = apply(twin, undefined, [element, other]);
  const first = begin(child, n);
  return Number(first.done ? first.value : un(yield hand(child)));
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
    const sorted = yield* sort(items, count, twin);
    for (let i = 0; i < count; i++) source[i] = sorted[i];
    for (let i = count; i < count + undefinedCount; i++) source[i] = undefined;
    for (let i = count + undefinedCount; i < length; i++) if (i in source && !deleteProperty(source, i)) delete source[i];
    return source;
  });
  install(ArrayPrototype, 'toSorted', 0, function* (_args, twin) {
    const source = toObject(this, 'Array.prototype.toSorted');
    const length = toLength(source.length);
    const { items, count } = collect(source, length, true);
    const sorted = yield* sort(items, count, twin);
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
      if (count > 1) yield* sortHalves(items, 0, count, collect(target, count, true).items, twin);
      for (let i = 0; i < count; i++) target[i] = items[i];
      return target;
    });
  }
}
