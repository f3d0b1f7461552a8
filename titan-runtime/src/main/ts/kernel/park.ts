import { type Context, context, enter, takeDrifts } from '../drift/index.ts';
import { fire } from '../timers';
import { cancellation, type Invocation } from './context';
import { currentInvocation } from './current';
import { host } from './host';
import { drainMicrotasks } from './microtasks';
import { settle } from './operations';
import { flushOutbox } from './outbox';
import { noting, stackOf, trace } from './places';
import { JSONParse, PromiseResolve, PromiseThen, ReflectApply } from './primordials';
import { takeTurn } from './turns';

interface Arrival {
  settled: string;
  bytes: number;
  timers: number[];
  cancel: 'client' | 'deadline' | null;
}

const NESTED =
  'drift() of a promise within async code, in a place where it has to hold its thread (a getter, a constructor, a callback of a built-in), would wait forever: await the promise before, or make the function around it one that is not async';

/** Only what runs in the isolate can settle a promise, and while a thread is held that is this invocation and timers. */
const BY_OTHERS =
  ': a drift in a getter, a constructor or a callback of a built-in held its thread for a promise that nothing of this request was about to settle, and no other runs in its isolate meanwhile. Drift in a function or method that the action calls, where only the request waits';

const OF_HOOK =
  'drift() in a hook or a constructor of a service, in a place where it would have to hold its thread (a constructor, a getter, a callback of a built-in): drift in the hook itself, or await';

/**
 * Holds the thread until what is waited for has settled: for a drift that a native frame keeps from suspending. Meanwhile what comes in for the invocation, and
 * timers, are let into the isolate; nothing of other invocations is. Microtasks do not nest: within one, nothing but operations can be waited for.
 *
 * @param giveUp ends the waiting: the reason is thrown there
 */
export function park(settled: () => boolean, giveUp: (reason: unknown) => void): void {
  const invocation = currentInvocation();
  if (invocation === null) throw new TypeError('drift() was called outside of a request');
  if (invocation.number < 0) throw new TypeError(OF_HOOK);
  const own = context();
  const nested = !drains();
  goOn(invocation, own);
  if (noting && !settled()) host.parking(invocation.number, stackOf(trace()));
  while (!settled()) {
    if (nested && !invocation.waits) {
      giveUp(new TypeError(NESTED));
      continue;
    }
    flushOutbox();
    const arrival = JSONParse(host.park(invocation.number, takeDrifts())) as Arrival;
    const outcomes: unknown[] = [arrival.settled];
    for (let i = 0; i < arrival.bytes; i++) outcomes[i + 1] = host.parkedBytes(i);
    ReflectApply(settle, undefined, outcomes);
    for (let i = 0; i < arrival.timers.length; i++) fire(arrival.timers[i]);
    if (arrival.cancel !== null) {
      const late = arrival.cancel === 'deadline';
      const byOthers = late && !invocation.waits;
      const reason = cancellation(late, byOthers ? BY_OTHERS : '');
      if (byOthers) host.log('warn', reason.message, undefined, invocation.number, stackOf(trace()));
      // What it is given up for ends this drift, too. One that waits later, in a `finally`, has its own time.
      if (!invocation.cancelled) invocation.whole.cancel(reason);
      else if (arrival.cancel === 'deadline') giveUp(reason);
    }
    goOn(invocation, own);
  }
}

/** Runs the microtasks, of whatever invocation, and what they have brought this one, until there is no more. */
function goOn(invocation: Invocation, own: Context | null): void {
  do {
    enter(null);
    drainMicrotasks();
    // Async code may have left its own behind.
    enter(own);
  } while (takeTurn(invocation.number));
}

/** Whether microtasks can be run: not within one. */
function drains(): boolean {
  let ran = false;
  PromiseThen(PromiseResolve(undefined), () => {
    ran = true;
  });
  const outer = enter(null);
  drainMicrotasks();
  enter(outer);
  return ran;
}
