import type { Operation } from './operation';
import type { Context } from './state';

/** What the runtime half needs of the kernel. */
export interface Hooks {
  /**
   * Holds the thread until `settled()` is true: delivers completions of the current invocation, drains microtasks and calls
   * what `later` was given meanwhile. `cancel` gives up what is waited for, and the reason is thrown there.
   */
  park(settled: () => boolean, cancel: (reason: unknown) => void): void;
  /** Calls `tell` soon, outside of microtasks; `context` is that of the code which waits for it. */
  later(context: Context, tell: () => void): void;
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

export function park(settled: () => boolean, cancel: (reason: unknown) => void): void {
  connected().park(settled, cancel);
}

export function later(context: Context | null, tell: () => void): void {
  // Code of a module's top level holds no thread.
  if (context === null || context.invocation === null) tell();
  else connected().later(context, tell);
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
