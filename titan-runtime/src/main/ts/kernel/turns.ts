/**
 * What is to be told outside of microtasks. Code that runs in a microtask could not hold its thread for a promise, since microtasks do not nest; so where a drift waits for a promise,
 * the host calls again once they are over, and the code goes on then.
 */
import { enter } from '../drift/index.ts';
import type { Invocation } from './context';
import { host } from './host';
import { MapDelete, MapGet, MapSet } from './primordials';

interface Told {
  readonly tell: () => void;
  next: Told | undefined;
}

interface Turn {
  readonly invocation: Invocation;
  readonly first: Told;
  last: Told;
}

/** By the number of the invocation that waits. */
const turns = new Map<number, Turn>();

/** Calls `tell` in the next turn of an invocation. */
export function later(invocation: Invocation, tell: () => void): void {
  const told: Told = { tell, next: undefined };
  const turn = MapGet(turns, invocation.number);
  if (turn !== undefined) {
    turn.last = turn.last.next = told;
    return;
  }
  MapSet(turns, invocation.number, { invocation, first: told, last: told });
  host.turn(invocation.number);
}

/** Called by the host, and while the invocation holds its thread. @returns whether there was something to tell */
export function takeTurn(number: number): boolean {
  const turn = MapGet(turns, number);
  if (turn === undefined) return false;
  MapDelete(turns, number);
  if (turn.invocation.whole.stopped) return false;
  const outer = enter(turn.invocation);
  for (let told: Told | undefined = turn.first; told !== undefined; told = told.next) told.tell();
  enter(outer);
  return true;
}
