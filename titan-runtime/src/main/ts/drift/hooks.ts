import type { Operation } from './operation';

/** What the runtime half needs of the kernel. */
export interface Hooks {
  /**
   * Holds the thread until `settled()` is true: delivers completions of the current invocation and drains microtasks
   * meanwhile. May throw instead, if the invocation is to end.
   */
  park(settled: () => boolean): void;
  /** An operation that settles after `ms` milliseconds. */
  sleep(ms: number): Operation;
  /** The error for an operation that is used as if it were its value. */
  misuse(operation: Operation): Error;
}

let hooks: Hooks | null = null;

/** Gives the runtime half its hooks; once, before any code of an app runs. */
export function connect(given: Hooks): void {
  hooks = given;
}

export function park(settled: () => boolean): void {
  connected().park(settled);
}

export function sleep(ms: number): Operation {
  return connected().sleep(ms);
}

export function misuse(operation: Operation): Error {
  return connected().misuse(operation);
}

function connected(): Hooks {
  if (hooks === null) throw new Error('The drift runtime is not connected to a host');
  return hooks;
}
