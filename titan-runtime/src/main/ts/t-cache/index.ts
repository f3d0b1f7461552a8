/** `t.cache`: values by key for a while, in the process and shared by all its workers, or in Redis and shared by all servers. */
import { FunctionOperation, held, hostOperation, type Operation, operation, currentInvocation } from 'titan:kernel';
import { decode, encode } from 'titan:values';
import { Lead } from './lead';
import { type Keeping, keeping, keyOf, tagsOf } from './arguments';

interface Found {
  value?: string;
  resource?: number;
  error?: { name: string; message: string; code?: string };
}

const valueOf = (found: unknown): unknown => (found === null || found === undefined ? null : decode((found as Required<Found>).value));

function ask(label: string, args: unknown[], decoded?: (value: unknown) => unknown): PromiseLike<never> {
  return operation({ label, name: 'cache', args, decode: decoded }) as PromiseLike<never>;
}

function getOrSet(key: unknown, make: unknown, options?: unknown): PromiseLike<unknown> {
  const label = 't.cache.getOrSet';
  const name = keyOf(label, key);
  // The options may stand before the function, as they do where it is long.
  const [factory, given] = typeof options === 'function' ? [options, make] : [make, options];
  if (typeof factory !== 'function') throw new TypeError(`${label}: expected a function that makes the value, not ${factory === null ? 'null' : typeof factory}`);
  const how = keeping(label, given);
  const made = currentInvocation();
  return held(
    new FunctionOperation(label, (resolve, reject) => {
      const invocation = made ?? currentInvocation();
      let waits: Operation | Lead = hostOperation({ label, name: 'cache', args: ['claim', name], invocation: invocation?.number });
      waits.subscribe((outcome) => {
        const found = outcome as Found;
        if (found.value !== undefined) resolve(decode(found.value));
        else if (found.error !== undefined) reject(Object.assign(new Error(found.error.message), found.error));
        else {
          waits = new Lead(factory, invocation, resolve, reject, (verb, ...rest) =>
            hostOperation({ label, name: 'cache', args: [verb, name, found.resource, ...rest], invocation: invocation?.number }),
          );
          waits.begin((value) => store(label, value, how));
        }
      }, reject);
      return (reason) => waits.cancel(reason);
    }),
  );
}

/** What is kept of a value that was made; undefined is not, so that the next one asks again. */
function store(label: string, value: unknown, how: Keeping): unknown[] | undefined {
  return value === undefined ? undefined : [encode(label, value), how.ttl, how.tags];
}

export const cache = {
  get: (key: unknown) => ask('t.cache.get', ['get', keyOf('t.cache.get', key)], valueOf),
  has: (key: unknown) => ask('t.cache.has', ['has', keyOf('t.cache.has', key)]),
  ttl: (key: unknown) =>
    ask('t.cache.ttl', ['ttl', keyOf('t.cache.ttl', key)], (ms) => (ms === null || ms === undefined ? null : (ms as number) < 0 ? Infinity : (ms as number) / 1000)),
  set(key: unknown, value: unknown, options?: unknown) {
    const label = 't.cache.set';
    const { ttl, tags } = keeping(label, options);
    if (value === undefined) throw new TypeError(`${label}: the value is undefined; null can be kept, and t.cache.delete(key) removes what there is`);
    return ask(label, ['set', keyOf(label, key), encode(label, value), ttl, tags], () => undefined);
  },
  getOrSet,
  delete: (key: unknown) => ask('t.cache.delete', ['delete', keyOf('t.cache.delete', key)]),
  invalidate(...tags: unknown[]) {
    const label = 't.cache.invalidate';
    const names = tagsOf(label, tags.flat());
    if (names.length === 0) throw new TypeError(`${label}: expected at least one tag`);
    return ask(label, ['invalidate', '', names]);
  },
  clear: () => ask('t.cache.clear', ['clear', ''], () => undefined),
};
