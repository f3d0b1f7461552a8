/** Work that outlives an answer: what was given to `req.waitUntil`, and the body of an answer that is streamed. */
import { thrownText } from '../http/failure';
import type { Invocation } from './context';
import { host } from './host';
import { isThenable, MapDelete, MapSet, PromiseResolve, PromiseThen } from './primordials';

/** Invocations that wait, or that have such work, by number. */
export const waiting = new Map<number, Invocation>();

/** Keeps an invocation's scope until it is let go as often. */
export function hold(invocation: Invocation): void {
  if (invocation.background++ > 0) return;
  MapSet(waiting, invocation.number, invocation);
  host.keep(invocation.number);
}

export function letGo(invocation: Invocation): void {
  if (--invocation.background > 0) return;
  // While the host's call lasts that began it nobody knows yet whether it is to wait.
  if (invocation.settled || invocation.inside) MapDelete(waiting, invocation.number);
  host.release(invocation.number);
}

/**
 * `req.waitUntil`: the invocation's scope lives until the promise has settled. Its failure is logged. What is no promise has been done already, but for a function, which nobody would call.
 */
export function waitUntil(invocation: Invocation, work: PromiseLike<unknown>): void {
  if (typeof work === 'function' && !isThenable(work)) throw new TypeError('req.waitUntil: an operation or a promise is expected, not a function; call it');
  hold(invocation);
  const over = (): void => letGo(invocation);
  PromiseThen(PromiseResolve(work), over, (reason) => {
    host.log('error', `work given to req.waitUntil failed: ${thrownText(reason)}`, undefined, invocation.number);
    over();
  });
}
