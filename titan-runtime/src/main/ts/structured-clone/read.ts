/** Reading a value so that it can be made again: all that is the author's runs here, and nothing has been made or moved where it throws. */
import { ArrayBufferIsView, ArrayIsArray, cloneables, type Copier, DOMException, MapGet, MapSet, uncurryThis } from 'titan:kernel';
import { isBuffer, isShared, readBuffer, readView } from './buffers';
import { isError, readError } from './errors';
import { type Getter, getter, inherits } from './slots';

/** What has been read, by identity, so that it is made once and cycles close. */
export type Memory = Map<unknown, Copier>;

const PRIMITIVES: readonly (readonly [object, Getter])[] = [Boolean, Number, String, BigInt].map((type) => [
  type.prototype,
  uncurryThis(type.prototype.valueOf as () => unknown),
]);
const dateValue = uncurryThis(Date.prototype.getTime) as Getter;
const regexpGlobal = getter(RegExp.prototype, 'global');
const regexpSource = getter(RegExp.prototype, 'source');
const regexpFlags = getter(RegExp.prototype, 'flags');
const mapSize = getter(Map.prototype, 'size');
const setSize = getter(Set.prototype, 'size');
const mapForEach = uncurryThis(Map.prototype.forEach) as (map: unknown, callback: (value: unknown, key: unknown) => void) => void;
const setForEach = uncurryThis(Set.prototype.forEach) as (set: unknown, callback: (value: unknown) => void) => void;
const setAdd = uncurryThis(Set.prototype.add) as (set: Set<unknown>, value: unknown) => unknown;
/** What has inner state that cannot be copied. */
const EXOTIC: readonly (readonly [object, Getter])[] = [
  [WeakMap.prototype, WeakMap.prototype.has],
  [WeakSet.prototype, WeakSet.prototype.has],
  [WeakRef.prototype, WeakRef.prototype.deref],
].map(([prototype, method]) => [prototype, uncurryThis(method as () => unknown)] as const);
const { getPrototypeOf, keys, hasOwn, defineProperty } = Object;

function refuse(what: string): never {
  throw new DOMException(`${what} cannot be cloned`, 'DataCloneError');
}

export function read(value: unknown, memory: Memory): Copier {
  if (typeof value === 'symbol') refuse(String(value));
  if (typeof value === 'function') refuse(`the function ${value.name || '(anonymous)'}`);
  if (typeof value !== 'object' || value === null) return () => value;
  const known = MapGet(memory, value);
  if (known !== undefined) return known;
  if (ArrayIsArray(value)) return readMembers(value, () => new Array(value.length), memory);
  const prototype = getPrototypeOf(value) as object | null;
  if (prototype === Object.prototype || prototype === null) return readMembers(value, () => ({}), memory);
  const special = readSpecial(value, memory);
  if (special !== undefined) {
    MapSet(memory, value, special);
    return special;
  }
  if (isExotic(value, prototype)) refuse(`a ${(prototype as { constructor?: { name?: string } }).constructor?.name ?? 'host object'}`);
  return readMembers(value, () => ({}), memory);
}

/** Things with inner state; undefined for any other. */
function readSpecial(value: object, memory: Memory): Copier | undefined {
  const inner = (one: unknown): Copier => read(one, memory);
  if (ArrayBufferIsView(value)) return once(readView(value, inner));
  if (isBuffer(value)) return readBuffer(value);
  if (isShared(value)) refuse('a SharedArrayBuffer');
  if (inherits(Map.prototype, mapSize, value)) return readMap(value, memory);
  if (inherits(Set.prototype, setSize, value)) return readSet(value, memory);
  if (inherits(Date.prototype, dateValue, value)) {
    const copy = new Date(dateValue(value) as number);
    return () => copy;
  }
  if (inherits(RegExp.prototype, regexpGlobal, value)) {
    const copy = new RegExp(regexpSource(value) as string, regexpFlags(value) as string);
    return () => copy;
  }
  for (let i = 0; i < PRIMITIVES.length; i++) {
    const [prototype, valueOf] = PRIMITIVES[i];
    if (inherits(prototype, valueOf, value)) {
      const copy = Object(valueOf(value)) as object;
      return () => copy;
    }
  }
  for (let i = 0; i < cloneables.length; i++) if (cloneables[i].is(value)) return cloneables[i].read(value, inner);
  return isError(value) ? readError(value, inner) : undefined;
}

/** One object however often it is asked for. */
function once(make: Copier): Copier {
  let made: unknown;
  return () => (made ??= make());
}

/** Makes an object, and fills it after, so that what refers back to it finds it. */
function filled<T extends object>(make: () => T, fill: (copy: T) => void): Copier {
  let made: T | undefined;
  return () => {
    if (made === undefined) fill((made = make()));
    return made;
  };
}

function readMembers(value: object, make: () => object, memory: Memory): Copier {
  const names: string[] = [];
  const members: Copier[] = [];
  const copier = filled(make, (copy) => {
    for (let i = 0; i < names.length; i++) defineProperty(copy, names[i], { value: members[i](), writable: true, enumerable: true, configurable: true });
  });
  MapSet(memory, value, copier);
  const all = keys(value);
  for (let i = 0; i < all.length; i++) {
    // A getter before it may have removed it.
    if (!hasOwn(value, all[i])) continue;
    members[names.length] = read((value as Record<string, unknown>)[all[i]], memory);
    names[names.length] = all[i];
  }
  return copier;
}

function readMap(map: object, memory: Memory): Copier {
  const entries: unknown[] = [];
  mapForEach(map, (value, key) => {
    entries[entries.length] = key;
    entries[entries.length] = value;
  });
  const copiers: Copier[] = [];
  const copier = filled(
    () => new Map<unknown, unknown>(),
    (copy) => {
      for (let i = 0; i < copiers.length; i += 2) MapSet(copy, copiers[i](), copiers[i + 1]());
    },
  );
  MapSet(memory, map, copier);
  for (let i = 0; i < entries.length; i++) copiers[i] = read(entries[i], memory);
  return copier;
}

function readSet(set: object, memory: Memory): Copier {
  const members: unknown[] = [];
  setForEach(set, (value) => {
    members[members.length] = value;
  });
  const copiers: Copier[] = [];
  const copier = filled(
    () => new Set<unknown>(),
    (copy) => {
      for (let i = 0; i < copiers.length; i++) setAdd(copy, copiers[i]());
    },
  );
  MapSet(memory, set, copier);
  for (let i = 0; i < members.length; i++) copiers[i] = read(members[i], memory);
  return copier;
}

/** Whether it has inner state that cannot be copied: that of a built-in, or of an interface of the web, whose name is the tag of its prototype as authors' classes seldom have it. */
function isExotic(value: object, prototype: object): boolean {
  for (let i = 0; i < EXOTIC.length; i++) if (inherits(EXOTIC[i][0], EXOTIC[i][1], value)) return true;
  const tag = Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag);
  return typeof tag?.value === 'string' && (prototype as { constructor?: { name?: string } }).constructor?.name === tag.value;
}
