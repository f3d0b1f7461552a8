/** Where in the author's code something happens, as stacks of V8: they take some microseconds each, so most are taken in development alone. */
import { captureStackTrace } from './primordials';
import { stackForHost } from './stacks';

/** A stack that V8 has noted, and writes out when it is read. */
export interface Trace {
  stack?: unknown;
}

/** Whether the author is watching. */
export let noting = false;

/** From now on places are noted. */
export function notePlaces(): void {
  noting = true;
}

export function trace(): Trace {
  const holder: Trace = {};
  captureStackTrace(holder);
  return holder;
}

/** The stack of the call, if places are noted, else empty. */
export function here(): string {
  return noting ? stackOf(trace()) : '';
}

/** A trace as V8 writes it, for the host; empty for none. */
export function stackOf(found: Trace | undefined): string {
  return found === undefined ? '' : text(stackForHost(found));
}

/** A trace as code reads it, empty for none. */
export function readableStackOf(found: Trace | undefined): string {
  return text(found?.stack);
}

function text(stack: unknown): string {
  // An app can give Error.prepareStackTrace, of which anything may come.
  return typeof stack === 'string' ? stack : '';
}
