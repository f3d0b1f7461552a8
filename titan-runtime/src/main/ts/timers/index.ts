/** setTimeout, setInterval and queueMicrotask (https://html.spec.whatwg.org/#timers). The host keeps the time; callbacks run on the isolate between slices. */
import { type Context, context, start as startTask, withContext } from '../drift/index.ts';
import { thrownText } from '../http/failure';
import type { Invocation } from '../kernel/context';
import { currentNumber, invocationOf } from '../kernel/current';
import { currentGeneration } from '../kernel/generations';
import { host } from '../kernel/host';
import { MapDelete, MapGet, MapSet, PromiseResolve, PromiseThen } from '../kernel/primordials';

interface Timer {
  /** The version of the app that started it, or the services whose hook did. */
  generation: unknown;
  /** The context that was current when it was started, and is when it fires. */
  context: Context | null;
  callback: (...args: unknown[]) => unknown;
  args: unknown[];
  /** Milliseconds; negative for a timer that fires once. */
  interval: number;
}

const timers = new Map<number, Timer>();
const LONGEST = 2 ** 31 - 1;
let last = 0;

function start(callback: unknown, delay: unknown, args: unknown[], repeat: boolean): number {
  if (typeof callback !== 'function') throw new TypeError(`${repeat ? 'setInterval' : 'setTimeout'}: expected a function, not ${typeof callback}`);
  let milliseconds = Number(delay);
  // As in browsers: what is no number, negative or beyond 31 bits counts as nothing.
  if (!(milliseconds >= 1 && milliseconds <= LONGEST)) milliseconds = repeat ? 1 : 0;
  const id = ++last;
  MapSet(timers, id, { generation: (context() as Invocation | null)?.owner ?? currentGeneration(), context: context(), callback: callback as Timer['callback'], args, interval: repeat ? milliseconds : -1 });
  host.startTimer(id, milliseconds);
  return id;
}

export function setTimeout(callback: unknown, delay?: unknown, ...args: unknown[]): number {
  return start(callback, delay, args, false);
}

export function setInterval(callback: unknown, delay?: unknown, ...args: unknown[]): number {
  return start(callback, delay, args, true);
}

export function clearTimeout(id: unknown): void {
  if (MapDelete(timers, Number(id))) host.stopTimer(Number(id));
}

/** Stops the timers that a version of the app, or a hook of its services, has started. @param keeps whether to go on for the sake of an invocation */
export function clearTimers(generation: unknown, keeps: (invocation: Invocation | null) => boolean): void {
  for (const [id, timer] of [...timers]) {
    if (timer.generation === generation && !keeps(invocationOf(timer.context))) clearTimeout(id);
  }
}

/** Stops the timers of invocations whose execution was ended from outside. */
export function clearStoppedTimers(): void {
  for (const [id, timer] of [...timers]) {
    if (invocationOf(timer.context)?.whole.stopped === true) clearTimeout(id);
  }
}

export function queueMicrotask(callback: unknown): void {
  if (typeof callback !== 'function') throw new TypeError(`queueMicrotask: expected a function, not ${typeof callback}`);
  const own = context();
  PromiseThen(
    PromiseResolve(undefined),
    () => new Promise((done, failed) => withContext(own, () => startTask(callback, undefined, [], done, failed))),
  );
}

/** Called by the host when a timer's time has come. */
export function fire(id: number): void {
  const timer = MapGet(timers, id);
  if (timer === undefined) return;
  if (timer.interval < 0) MapDelete(timers, id);
  else host.startTimer(id, timer.interval);
  withContext(timer.context, () => startTask(timer.callback, undefined, timer.args, () => {}, report));
}

/** Nobody waits for a callback, so what it throws goes into the log. */
function report(thrown: unknown): void {
  host.log('error', `uncaught error in a timer's callback: ${thrownText(thrown)}`, undefined, currentNumber());
}
