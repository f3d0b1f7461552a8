import { cancel } from './invoke';
import { currentInvocation, currentNumber } from './context';
import { host } from './host';
import { settle } from './operations';
import { noting, stackOf, trace } from './places';
import { JSONParse } from './primordials';
import { fire } from '../timers';

interface Arrival {
  settled: [number, boolean, string | null, boolean][];
  timers: number[];
  cancel: 'client' | 'deadline' | null;
}

/** Runs the microtasks at once, within a call. Set at boot: only natives syntax can say it. */
let drain: () => void;

export function setDrain(value: () => void): void {
  drain = value;
}

/**
 * Holds the thread until what is waited for has settled: for a drift that a native frame keeps from suspending. Meanwhile what comes in for the invocation, and
 * timers, are let into the isolate; nothing of other invocations is.
 */
export function park(settled: () => boolean): void {
  drain();
  if (noting && !settled()) host.parking(currentNumber(), stackOf(trace()));
  while (!settled()) {
    const invocation = currentInvocation();
    if (invocation === null) throw new TypeError('drift() was called outside of a request');
    const arrival = JSONParse(host.park(invocation.number)) as Arrival;
    for (let i = 0; i < arrival.settled.length; i++) {
      const [number, failed, json, bytes] = arrival.settled[i];
      settle(number, failed, json ?? undefined, bytes ? host.parkedBytes(number) : undefined);
    }
    for (let i = 0; i < arrival.timers.length; i++) fire(arrival.timers[i]);
    if (arrival.cancel !== null) cancel(invocation.number, arrival.cancel === 'deadline', invocation);
    drain();
  }
}
