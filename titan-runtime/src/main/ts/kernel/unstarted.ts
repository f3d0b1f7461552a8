/** Operations that nobody has waited for: in development the author is told of those that had not been begun when their invocation was over. Nothing of what they stand for is done. */
import type { Operation } from '../drift/operation.ts';
import type { Invocation } from './context';
import { currentRequest } from './current';
import { host } from './host';
import { stackOf, type Trace } from './places';
import { MapGet, MapSet, PromiseResolve, PromiseThen } from './primordials';

interface Made {
  operation: Operation;
  invocation: Invocation;
  /** Where it was made. */
  trace: Trace;
}

/** Beyond so many the oldest is followed no more. */
const MOST = 1_000;

/** Those of invocations that go on; some have begun since. */
let made: Made[] = [];
let oldest = 0;

/** The places that were told. */
const told = new Map<string, true>();

/** An operation was made. What no request's code makes, as a module's top level and hooks of services, may be begun by whoever comes later. */
export function watchMade(operation: Operation, trace: Trace): void {
  const invocation = currentRequest();
  if (invocation === null) return;
  const one = { operation, invocation, trace };
  if (made.length < MOST) made[made.length] = one;
  else made[oldest++ % MOST] = one;
}

/** The code of an invocation has thrown: what it has made before may well not have been begun. */
export function forgetMade(invocation: Invocation): void {
  keep((each) => each.invocation !== invocation);
}

/** Called before the host is told of what has happened: an invocation may be over, which the host still knows. */
export function lookForUnstarted(): void {
  if (made.length > 0) keep(goesOn);
}

function keep(stays: (one: Made) => boolean): void {
  const before = made;
  made = [];
  for (let i = 0; i < before.length; i++) if (stays(before[i])) made[made.length] = before[i];
}

function goesOn({ operation, invocation, trace }: Made): boolean {
  const { whole } = invocation;
  if (operation.begun || whole.cancelled || whole.stopped) return false;
  if (!whole.settled || whole.background > 0) return true;
  const place = host.place(stackOf(trace), whole.number);
  // An await begins what it waits for in a microtask, which is queued already.
  if (place !== '') PromiseThen(PromiseResolve(undefined), () => tell(operation, place, whole.number));
  return false;
}

function tell(operation: Operation, place: string, number: number): void {
  const { name } = operation;
  const key = `${name} ${place}`;
  if (operation.begun || MapGet(told, key) !== undefined) return;
  MapSet(told, key, true);
  host.log('warn', `${name}() at ${place} was neither drifted nor awaited, so it has not been done; write drift(${name}(…)) or await it`, undefined, number);
}
