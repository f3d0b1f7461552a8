/** `t.kv`: JSON values by key, in a table of the app's database: they last, and all workers and servers on it share them. */
import { inWords, jsonOf, operation, givenOptions } from 'titan:kernel';
import { throwIfFailed } from './error';

/** In characters. */
const LONGEST_KEY = 1_024;
const MOST_LISTED = 10_000;
const LISTED = 1_000;

interface KeyValues {
  get(key: unknown): PromiseLike<unknown>;
  set(key: unknown, value: unknown, options?: unknown): PromiseLike<boolean>;
  has(key: unknown): PromiseLike<boolean>;
  delete(key: unknown): PromiseLike<boolean>;
  increment(key: unknown, amount?: unknown): PromiseLike<number>;
  list(prefix?: unknown, options?: unknown): PromiseLike<{ key: string; value: unknown }[]>;
}

function keyOf(label: string, key: unknown): string {
  if (typeof key !== 'string') throw new TypeError(`${label}: the key must be a string, not ${inWords(key)}`);
  if (key === '' || key.length > LONGEST_KEY) throw new RangeError(`${label}: the key must have 1 to ${LONGEST_KEY} characters, not ${key.length}`);
  // Databases keep UTF-8, in which all halves of a pair are the same.
  if (!key.isWellFormed()) throw new TypeError(`${label}: the key has a surrogate without its other half`);
  if (key.includes('\0')) throw new TypeError(`${label}: the key must not contain NUL`);
  return key;
}

function ask(label: string, args: unknown[], decode: (value: unknown) => unknown = (value) => value): PromiseLike<never> {
  return operation({
    label,
    name: 'kv',
    args,
    decode(value) {
      throwIfFailed(value);
      return decode(value);
    },
  }) as PromiseLike<never>;
}

const found = (value: unknown): boolean => value !== null && value !== undefined;

function milliseconds(label: string, ttl: unknown): number | null {
  if (ttl === undefined) return null;
  if (typeof ttl !== 'number' || !(ttl > 0) || ttl > 1e10) throw new RangeError(`${label}: ttl must be a number of seconds above 0, not ${inWords(ttl)}`);
  return Math.ceil(ttl * 1000);
}

export const kv: KeyValues = {
  get: (key) => ask('t.kv.get', ['get', keyOf('t.kv.get', key)], (value) => (found(value) ? (value as { value: unknown }).value : null)),
  has: (key) => ask('t.kv.has', ['get', keyOf('t.kv.has', key)], found),
  delete: (key) => ask('t.kv.delete', ['delete', keyOf('t.kv.delete', key)]),
  set(key, value, options) {
    const label = 't.kv.set';
    const { ttl, ifAbsent = false } = givenOptions(label, options);
    return ask(label, ['set', keyOf(label, key), jsonOf(label, 'the value', value), milliseconds(label, ttl), ifAbsent === true]);
  },
  increment(key, amount = 1) {
    const label = 't.kv.increment';
    if (!Number.isSafeInteger(amount)) throw new RangeError(`${label}: the amount must be a safe integer, not ${inWords(amount)}`);
    return ask(label, ['add', keyOf(label, key), amount]);
  },
  list(prefix = '', options) {
    const label = 't.kv.list';
    const { limit = LISTED, after = '' } = givenOptions(label, options);
    if (typeof prefix !== 'string' || typeof after !== 'string') throw new TypeError(`${label}: prefix and after must be strings`);
    if (!Number.isInteger(limit) || (limit as number) < 1 || (limit as number) > MOST_LISTED) {
      throw new RangeError(`${label}: limit must be an integer from 1 to ${MOST_LISTED}, not ${inWords(limit)}`);
    }
    return ask(label, ['list', prefix, after, limit]);
  },
};
