import { drive, un } from './calls';
import { Ending } from './ending';
import { sleep } from './hooks';
import { operationOf, thenOf } from './operation';
import type { Pending } from './pending';
import { AggregateErrorCtor, apply, defineProperty, isArray, isObject, iteratorSymbol, PromiseCtor, RangeErrorCtor, TypeErrorCtor } from './primordials';
import { attach, pending, state } from './state';
import { eachValue, emptyLike, ownOrShared, pendingOf, put } from './waiting';

/** `drift(value)` in a twin: the value itself, or `pending` after it has noted what the twin then waits for. */
export function driftIn(value: unknown): unknown {
  if (!isObject(value)) return value;
  const operation = operationOf(value);
  if (operation !== undefined) {
    requireInvocation();
    // What is there at once, such as the text of a body that came along with its head, needs no suspension.
    if (operation.begin() && !operation.failed) return operation.outcome;
    state.pending = operation.owner === state.c!.invocation ? operation : new Ending(ownOrShared(operation));
    state.drifts++;
    return pending;
  }
  const waitsFor = pendingOf(value);
  if (waitsFor === null) return value;
  requireInvocation();
  state.pending = new Ending(waitsFor);
  state.drifts++;
  return pending;
}

/** In an async function, after `driftIn` has said that it must wait: a promise for the result. */
export function awaitDrift(): Promise<unknown> {
  const waitsFor = state.pending!;
  state.pending = null;
  return new PromiseCtor((resolve, reject) => waitsFor.subscribe(resolve, reject));
}

function requireInvocation(): void {
  if (state.c === null || state.c.invocation === null) {
    throw new TypeErrorCtor('drift() was called outside of a request: at module level nothing can be waited for. Call it inside of an action or a service');
  }
}

/** Waits for what `select` makes of the arguments, where that is something to wait for. */
function waiter(name: string, length: number, select: (...args: any[]) => Pending | { readonly value: unknown }): any {
  function* twin(...args: any[]): Generator<any, any, any> {
    const selected = apply(select, undefined, args);
    if ('value' in selected) return selected.value;
    requireInvocation();
    state.pending = new Ending(selected);
    state.drifts++;
    return un(yield pending);
  }
  const plain = { [name]: (...args: any[]) => drive(apply(twin, undefined, args)) }[name];
  defineProperty(plain!, 'length', { value: length, configurable: true });
  return attach(plain, twin);
}

/** One settled entry of `drift.settled`. */
type Settled = { status: 'fulfilled'; value: unknown } | { status: 'rejected'; reason: unknown };

interface Entry {
  readonly key: PropertyKey;
  /** Its place among the entries, from 0. */
  readonly index: number;
  readonly value: unknown;
  readonly pending: Pending | null;
  readonly next: Entry | null;
}

/** A Set and its like: none of the shapes whose elements are waited for, though a promise's methods take it. */
function isOtherIterable(shape: object): boolean {
  return !isArray(shape) && iteratorSymbol in shape;
}

/** An operation or a promise is no shape of several either: it would be one of no entries. */
function isOne(shape: object): boolean {
  return operationOf(shape) !== undefined || thenOf(shape) !== undefined;
}

function entriesOf(shape: unknown, name: string): Entry | null {
  if (!isObject(shape) || isOne(shape) || isOtherIterable(shape)) throw new TypeErrorCtor(`drift.${name}() takes an array or an object of operations`);
  let reversed: Entry | null = null;
  let index = 0;
  eachValue(shape, (key, value) => (reversed = { key, index: index++, value, pending: pendingOf(value), next: reversed }));
  let entries: Entry | null = null;
  for (let at: Entry | null = reversed; at !== null; at = (at as Entry).next) entries = { ...(at as Entry), next: entries };
  return entries;
}

/** Subscribes to every entry; an entry that is a plain value counts as fulfilled. `stop` ends it and cancels what is left. */
function subscribeAll(
  entries: Entry | null,
  each: (entry: Entry, failed: boolean, value: unknown, stop: (reason: unknown) => void) => void,
): void {
  let stopped = false;
  const stop = (reason: unknown) => {
    stopped = true;
    cancelAll(entries, reason);
  };
  for (let at = entries; at !== null && !stopped; at = at.next) {
    const entry = at;
    const settle = (failed: boolean) => (value: unknown) => {
      if (!stopped) each(entry, failed, value, stop);
    };
    if (entry.pending === null) settle(false)(entry.value);
    else entry.pending.subscribe(settle(false), settle(true));
  }
}

function cancelAll(entries: Entry | null, reason: unknown): void {
  for (let at = entries; at !== null; at = at.next) at.pending?.cancel(reason);
}

function count(entries: Entry | null): number {
  let number = 0;
  for (let at = entries; at !== null; at = at.next) number++;
  return number;
}

function settled(shape: unknown): Pending {
  const entries = entriesOf(shape, 'settled');
  return {
    subscribe(resolve) {
      const result = emptyLike(shape);
      for (let at = entries; at !== null; at = at.next) put(result, at.key, undefined);
      let open = count(entries);
      if (open === 0) resolve(result);
      subscribeAll(entries, (entry, failed, value) => {
        const outcome: Settled = failed ? { status: 'rejected', reason: value } : { status: 'fulfilled', value };
        put(result, entry.key, outcome);
        if (--open === 0) resolve(result);
      });
    },
    cancel: (reason) => cancelAll(entries, reason),
  };
}

/** Why operations that lost to another are cancelled. */
function lost(): Error {
  const error = new Error('Another operation was first');
  error.name = 'AbortError';
  return error;
}

function race(shape: unknown): Pending {
  const entries = entriesOf(shape, 'race');
  return {
    subscribe(resolve, reject) {
      subscribeAll(entries, (_entry, failed, value, stop) => {
        stop(lost());
        if (failed) reject(value);
        else resolve(value);
      });
    },
    cancel: (reason) => cancelAll(entries, reason),
  };
}

function any(shape: unknown): Pending {
  const entries = entriesOf(shape, 'any');
  return {
    subscribe(resolve, reject) {
      let open = count(entries);
      const reasons: unknown[] = new Array(open);
      const refuse = () => reject(new AggregateErrorCtor(reasons, 'All operations failed'));
      if (open === 0) refuse();
      subscribeAll(entries, (entry, failed, value, stop) => {
        if (!failed) {
          stop(lost());
          resolve(value);
          return;
        }
        put(reasons, entry.index, value);
        if (--open === 0) refuse();
      });
    },
    cancel: (reason) => cancelAll(entries, reason),
  };
}

/** As `t.sleep` has it. */
const LONGEST_MS = 2_147_483_647;

function timeout(value: unknown, milliseconds: unknown): Pending | { value: unknown } {
  if (typeof milliseconds !== 'number' || milliseconds !== milliseconds) throw new TypeErrorCtor('drift.timeout() takes a number of milliseconds as its second argument');
  if (!(milliseconds >= 0 && milliseconds <= LONGEST_MS)) {
    throw new RangeErrorCtor(`drift.timeout() takes from 0 to ${LONGEST_MS} ms, not ${milliseconds}`);
  }
  const inner = pendingOf(value);
  if (inner === null) return { value };
  const timer = sleep(milliseconds);
  return {
    subscribe(resolve, reject) {
      let over = false;
      const finish = (settle: () => void) => {
        if (over) return;
        over = true;
        timer.cancel(undefined);
        settle();
      };
      inner.subscribe(
        (result) => finish(() => resolve(result)),
        (reason) => finish(() => reject(reason)),
      );
      if (over) return;
      timer.subscribe(
        () => {
          if (over) return;
          over = true;
          const error = new Error(`The operation took longer than ${milliseconds} ms`);
          error.name = 'TimeoutError';
          inner.cancel(error);
          reject(error);
        },
        () => {},
      );
    },
    cancel(reason) {
      timer.cancel(reason);
      inner.cancel(reason);
    },
  };
}

function all(value: unknown): Pending | { value: unknown } {
  const waitsFor = pendingOf(value);
  if (waitsFor === null && (!isObject(value) || isOtherIterable(value))) throw new TypeErrorCtor('drift.all() takes an array or an object of operations');
  return waitsFor ?? { value };
}

/** Makes the `drift` that authors call. It waits by itself where it is called natively, and has a twin for everywhere else. */
export function makeDrift(): any {
  const drift = waiter('drift', 1, (value) => pendingOf(value) ?? { value });
  drift.all = waiter('all', 1, all);
  drift.settled = waiter('settled', 1, settled);
  drift.race = waiter('race', 1, race);
  drift.any = waiter('any', 1, any);
  drift.timeout = waiter('timeout', 2, timeout);
  return drift;
}
