/** Promises rejected without handler. V8 tells of them at once, though a handler may follow: what is left when the slice is over the host has described, and logs. */
import { threw } from '../drift/index.ts';
import { describeThrown } from '../http/failure';
import { currentNumber, invocationOf } from './current';
import { noting, stackOf, trace, type Trace } from './places';
import { JSONStringify, MapDelete, MapGet, MapSet, uncurryThis } from './primordials';

interface Rejected {
  /** The host's name for it. */
  readonly id: number;
  readonly reason: unknown;
  /** Who has rejected it, where that is noted. */
  readonly place: Trace | undefined;
}

const forEach = uncurryThis(Map.prototype.forEach) as <K, V>(map: Map<K, V>, visit: (value: V, key: K) => void) => void;

let last = 0;
let open = new Map<object, Rejected>();

/** The slice that `owners` is of. */
let current = -1;
/** Whose code has first rejected a promise with it: the number of an invocation. A promise that hands a failure on is rejected by nobody's code. */
let owners = new Map<unknown, number>();

/** Called by V8, within the code that rejects. Runs no code of an author. @returns the id, a blank and the number of the invocation whose code it is, 0 for nobody's */
export function rejected(promise: object, reason: unknown, slice: number): string {
  if (slice !== current) {
    current = slice;
    owners = new Map();
  }
  const context = threw(reason);
  const own = context === undefined ? currentNumber() : (invocationOf(context)?.number ?? 0);
  const first = MapGet(owners, reason);
  // Two may throw the same text at once, but hardly the same object.
  const owner = first !== undefined && (own === 0 || typeof reason === 'object') ? first : own;
  MapSet(owners, reason, owner);
  const id = ++last;
  MapSet(open, promise, { id, reason, place: noting ? trace() : undefined });
  return `${id} ${owner}`;
}

/** Called by V8: it has a handler now. @returns the id; undefined where it has been described */
export function handledLater(promise: object): string | undefined {
  const known = MapGet(open, promise);
  if (known === undefined) return undefined;
  MapDelete(open, promise);
  return `${known.id}`;
}

/** What is left, and none of it again: JSON, for each its id, what was thrown, and the stack of who rejected it. Reading what was thrown may run code of an author. */
export function describeRejected(): string {
  const left = open;
  open = new Map();
  const described: object[] = [];
  forEach(left, ({ id, reason, place }) => (described[described.length] = { id, error: describeThrown(reason), place: stackOf(place) }));
  return JSONStringify(described) as string;
}
