/** Deep equality as `assert.deepStrictEqual` and `assert.deepEqual` have it (https://nodejs.org/api/assert.html). */

const { toString, propertyIsEnumerable } = Object.prototype;
const tagOf = (value: unknown): string => toString.call(value);

/** Pairs that are being compared: a pair met again within itself is equal as far as it is concerned. */
type Pairs = Map<object, object>;

export function isDeepEqual(first: unknown, second: unknown, strict: boolean): boolean {
  return equal(first, second, strict, new Map());
}

function equal(first: unknown, second: unknown, strict: boolean, pairs: Pairs): boolean {
  if (Object.is(first, second)) return true;
  if (!strict && ((first as any) == second || (first !== first && second !== second))) return true;
  if (typeof first !== 'object' || typeof second !== 'object' || first === null || second === null) return false;
  if (strict && Object.getPrototypeOf(first) !== Object.getPrototypeOf(second)) return false;
  if (tagOf(first) !== tagOf(second) || Array.isArray(first) !== Array.isArray(second)) return false;
  if (pairs.get(first) === second) return true;
  pairs.set(first, second);
  const same = equalObjects(first, second, strict, pairs);
  pairs.delete(first);
  return same;
}

function equalObjects(first: any, second: any, strict: boolean, pairs: Pairs): boolean {
  if (first instanceof Date && second instanceof Date && !Object.is(first.getTime(), second.getTime())) return false;
  if (first instanceof RegExp && (String(first) !== String(second) || first.lastIndex !== second.lastIndex)) return false;
  if (first instanceof Error && (first.name !== second.name || first.message !== second.message || !equal(first.cause, second.cause, strict, pairs))) return false;
  if (isBoxed(first) && !(isBoxed(second) && Object.is(first.valueOf(), second.valueOf()))) return false;
  if (first instanceof ArrayBuffer || ArrayBuffer.isView(first)) {
    if (!equalBytes(first, second, strict)) return false;
  }
  if (first instanceof Set && !equalSets(first, second, strict, pairs)) return false;
  if (first instanceof Map && !equalMaps(first, second, strict, pairs)) return false;
  if (first instanceof WeakMap || first instanceof WeakSet || first instanceof WeakRef || first instanceof Promise) return false;
  const [keys, others] = [keysOf(first, strict), keysOf(second, strict)];
  if (keys.length !== others.length || (Array.isArray(first) && first.length !== second.length)) return false;
  return keys.every((key) => propertyIsEnumerable.call(second, key) && equal(first[key], second[key], strict, pairs));
}

function isBoxed(value: object): boolean {
  return value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof Symbol || value instanceof BigInt;
}

function keysOf(value: object, strict: boolean): PropertyKey[] {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return [];
  if (!strict) return Object.keys(value);
  return Reflect.ownKeys(value).filter((key) => propertyIsEnumerable.call(value, key));
}

function equalBytes(first: any, second: any, strict: boolean): boolean {
  if (first.byteLength !== second.byteLength) return false;
  if ((first instanceof Float32Array || first instanceof Float64Array) && !strict) return first.every((value, index) => value === second[index] || Number.isNaN(value));
  const bytes = (value: any): Uint8Array => (value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  const other = bytes(second);
  return bytes(first).every((byte, index) => byte === other[index]);
}

function equalSets(first: Set<unknown>, second: Set<unknown>, strict: boolean, pairs: Pairs): boolean {
  if (first.size !== second.size) return false;
  const open = [...second].filter((value) => !first.has(value));
  for (const value of first) {
    if (second.has(value)) continue;
    const at = open.findIndex((one) => equal(value, one, strict, pairs));
    if (at < 0) return false;
    open.splice(at, 1);
  }
  return true;
}

function equalMaps(first: Map<unknown, unknown>, second: Map<unknown, unknown>, strict: boolean, pairs: Pairs): boolean {
  if (first.size !== second.size) return false;
  const open = [...second].filter(([key]) => !first.has(key));
  for (const [key, value] of first) {
    if (second.has(key)) {
      if (!equal(value, second.get(key), strict, pairs)) return false;
      continue;
    }
    const at = open.findIndex((entry) => equal(key, entry[0], strict, pairs) && equal(value, entry[1], strict, pairs));
    if (at < 0) return false;
    open.splice(at, 1);
  }
  return true;
}
