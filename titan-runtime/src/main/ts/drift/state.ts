import type { Pending } from './pending';

/** A generator that has suspended, and the one that waits for its result. The leaf comes first. */
export interface Frame {
  readonly generator: Generator<unknown, unknown, unknown>;
  up: Frame | null;
}

/** That whose code runs. It can be given up: then it cancels what it waits for. Neither method may throw. */
export interface Owner {
  waitsFor(pending: Pending): void;
  /** It has settled. */
  waitedFor(pending: Pending): void;
}

/** What running code carries across its suspensions. Its `invocation` is null where none runs: then nothing can be waited for. */
export interface Context {
  readonly invocation: Owner | null;
}

/**
 * What twins and the scheduler share. One for an isolate; it needs no lock, since an isolate has one thread, and it is
 * consistent whenever code of an app runs. The fields that twins write have short names, since each call site repeats them.
 */
export interface State {
  /** How deep the next started generator is nested in generators that have started one another. */
  n: number;
  /** The context of the running code; null where nothing is carried. */
  c: Context | null;
  /** The context of the leaf of a suspension on its way up, where it is not that of the code above it. */
  leaf: Context | null;
  /** What the leaf waits for while a suspension travels up to the scheduler; null if it only asks for a fresh stack. */
  pending: Pending | null;
  /** The frames of that suspension so far, from the leaf up. */
  head: Frame | null;
  last: Frame | null;
  size: number;
  /** The value of a return that a generator asks for. */
  returning: unknown;
  /** The failure that a resumed frame must throw, wrapped so that `undefined` can be thrown. */
  failure: { readonly reason: unknown } | null;
  /** Drifts that have had to wait, since somebody asked. */
  drifts: number;
  /** What a callback of a promise has thrown last, and in which context: its promise is rejected outside of it. */
  threw: { readonly reason: unknown; readonly context: Context | null } | null;
}

export const state: State = { n: 0, c: null, leaf: null, pending: null, head: null, last: null, size: 0, returning: undefined, failure: null, drifts: 0, threw: null };

/** The property of a function that holds its twin, and of a twin that holds its function. */
export const symbol: unique symbol = Symbol('titan.twin');

/** What a generator yields to say that it has suspended; anything else that it yields is a value of a user's generator. */
export const pending: unique symbol = Symbol('titan.suspended');

/** What the body of a user's generator yields to be resumed by a return of `state.returning`. */
export const returns: unique symbol = Symbol('titan.returns');

/** Adds a suspended child to the frames on their way to the scheduler. */
export function hand(generator: Frame['generator']): typeof pending {
  const frame: Frame = { generator, up: null };
  if (state.head === null) state.head = frame;
  else state.last!.up = frame;
  state.last = frame;
  state.size++;
  return pending;
}

type Twin = ((...args: any[]) => Generator<any, any, any>) & { [symbol]?: unknown };

/** The twin of `value`; undefined if it has none, or is no function. A twin that is only inherited is not its own. */
export function twinOf(value: any): Twin | undefined {
  if (typeof value !== 'function') return undefined;
  const twin = value[symbol];
  return twin !== undefined && twin[symbol] === value ? twin : undefined;
}

/** Makes `twin` the twin of `original`; its result is `original`. */
export function attach(original: any, twin: any): any {
  twin[symbol] = original;
  original[symbol] = twin;
  return original;
}
