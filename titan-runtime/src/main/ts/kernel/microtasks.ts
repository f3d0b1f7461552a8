/** Microtasks, run within a call of the host's, and whether the host has ended them. V8 drops all that wait when it ends code that runs in one, and goes on behind them. */
import { enter } from '../drift/index.ts';
import type { Invocation } from './context';

/** Runs the microtasks at once, within a call. Set at boot: only natives syntax can say it. */
let drain: () => void;

/** Of one byte: 1 once the host has ended the execution, and microtasks with it, until it is told to go on. */
let interrupted: Uint8Array;

export function setDrain(value: () => void): void {
  drain = value;
}

/** Called by the host before any other: memory that is the host's too. */
export function watchInterruptions(memory: ArrayBuffer): void {
  interrupted = new Uint8Array(memory);
}

/** Runs the microtasks, of whatever invocation. Not within one: there it does nothing. */
export function drainMicrotasks(): void {
  drain();
}

/**
 * Runs the microtasks that an invocation has left before the code of another runs: where they are ended, the other loses none of its own.
 *
 * @returns whether they have been ended. Then the invocation is current, since it is at fault, and the caller must return to the host.
 */
export function drainMicrotasksOf(invocation: Invocation | null): boolean {
  const outer = enter(null);
  drain();
  if (interrupted[0] !== 0) {
    enter(invocation);
    return true;
  }
  enter(outer);
  return false;
}
