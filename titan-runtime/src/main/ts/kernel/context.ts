import { abortSignal, createSignal, type AbortSignal } from '../abort';
import { type Context, type Owner, withContext } from '../drift/index.ts';
import { DOMException } from '../events/exception';
import type { Operation } from '../drift/operation.ts';
import type { Pending } from '../drift/pending.ts';
import type { Calling } from '../services/current-call';
import { Few } from './few';
import type { Generation } from './generations';
import type { Span } from './trace';
import type { Values } from './variables';

/** Who is told when the code of an invocation comes to no end of its own. Its methods neither throw nor call code of an author's. */
export interface Watcher {
  /** It is given up, and may go on for a while. Called once at most. */
  gaveUp?(): void;
  /** Its execution was ended from outside: no code of it goes on. Called once at most, outside of any slice. */
  stopped(): void;
  /** The next of those who watch the same invocation. */
  next?: Watcher | undefined;
}

/** What an invocation carries across its suspensions. It is a context of the drift runtime: current whenever the invocation's code runs, after an await as after a drift. */
export class Invocation implements Context, Owner {
  /** The host's name for it. */
  readonly number: number;
  /** Its operations at the host that have not settled. */
  readonly #operations = new Few<Operation>();
  /** What else its code waits for and has not settled. */
  readonly #pending = new Few<Pending>();
  /** Whether the host's call that began it has not returned yet; then its answer is that call's result. */
  inside = true;
  /** The version of the app whose code it runs. */
  generation: Generation | undefined;
  /** What is answered for what its code has returned; undefined where that is the answer. */
  outcome: ((value: unknown) => unknown) | undefined;
  /** The encoded answer, once there is one. */
  answer: string | undefined;
  /** How much work that outlives the answer is under way. */
  background = 0;
  /** Whether the answer was handed to the host. */
  settled = false;
  /** That of its request; CALL, HOOK and WEBSOCKET where the host or a socket calls. */
  readonly method: string;
  /** Whether the answer has no body whatever it is: to HEAD. */
  readonly bodiless: boolean;
  /** The variables that have a value in it. */
  readonly values: Values = null;
  /** The body of the answer that is being made. */
  stream: { cancel(reason: unknown): void } | undefined;
  /** Whose hook runs, when it is no request: the services that live on when it has ended. Then its number is negative and the host does not know it. */
  owner: object | undefined;
  /** Header fields that its answer gets beside its own, each a line. */
  fields: string | undefined;
  /** What is to be done before its answer goes out, unless it fails for a reason that the author has not chosen. Called once. */
  closing: ((done: () => void, failed: (reason: unknown) => void) => void) | undefined;
  /** Whether it is given up since its time is over. */
  timedOut = false;
  /** What a client of services has called; undefined for any other kind of request. */
  calling: Calling | undefined;
  /** Who watches it: the first of a list. */
  watchers: Watcher | undefined;
  /** Whether its execution was ended from outside. */
  stopped = false;
  /** Its place in a trace, once somebody has asked. */
  span: Span | undefined;
  #signal: AbortSignal | undefined;
  #reason: unknown;
  #cancelled = false;

  constructor(number: number, method: string) {
    this.number = number;
    this.bodiless = method === 'HEAD';
    this.method = method;
  }

  get invocation(): this {
    return this;
  }

  /** That which the host knows by its number. */
  get whole(): Invocation {
    return this;
  }

  /** Whether an operation of its at the host has not settled. */
  get waits(): boolean {
    return !this.#operations.isEmpty;
  }

  watch(watcher: Watcher): void {
    watcher.next = this.watchers;
    this.watchers = watcher;
  }

  /** Its execution was ended from outside: nothing of a request's code runs any more, not even a `finally`, and what it waits for at the host ends. A hook's may, since its timers are code of its own. */
  stop(): void {
    if (this.stopped) return;
    if (this.number > 0) {
      this.stopped = true;
      for (const operation of this.#operations.all()) operation.abandon();
    }
    for (let each = this.watchers; each !== undefined; each = each.next) each.stopped();
    this.watchers = undefined;
  }

  began(operation: Operation): void {
    this.#operations.add(operation);
  }
  ended(operation: Operation): void {
    this.#operations.delete(operation);
  }
  waitsFor(pending: Pending): void {
    this.#pending.add(pending);
  }
  waitedFor(pending: Pending): void {
    this.#pending.delete(pending);
  }

  /** `req.signal`. */
  get signal(): AbortSignal {
    if (this.#signal === undefined) {
      this.#signal = createSignal();
      if (this.#cancelled) abortSignal(this.#signal, this.#reason);
    }
    return this.#signal;
  }

  /** Whether it has been given up: its client has gone, or its time is over. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** Gives up what it waits for: the reason is thrown at each drift that waits, and each await of an operation. */
  cancel(reason: unknown): void {
    if (this.#cancelled || this.stopped) return;
    this.#cancelled = true;
    this.#reason = reason;
    for (let each = this.watchers; each !== undefined; each = each.next) each.gaveUp?.();
    // What there is by now: what listeners of the signal and each `finally` wait for is not given up with what they clean up after.
    const pending = this.#pending.all();
    const operations = this.#operations.all();
    const signal = this.#signal;
    // Its listeners are code of the invocation, whoever has given it up.
    if (signal !== undefined) withContext(this, () => abortSignal(signal, reason));
    this.stream?.cancel(reason);
    // Before the operations: a drift of several of them throws the reason, and not what it makes of their failures.
    for (const one of pending) one.cancel(reason);
    for (const operation of operations) operation.cancel(reason);
  }
}

let lastHook = 0;

/**
 * What a hook runs as: like an invocation, so that it may drift and await, but no request's.
 *
 * @param generation whose code it runs
 */
export function hookInvocation(generation: Generation, owner: object | undefined): Invocation {
  const invocation = new Invocation(--lastHook, 'HOOK');
  invocation.inside = false;
  invocation.generation = generation;
  invocation.owner = owner;
  return invocation;
}

/** Why an invocation is given up, as its code is told. @param more what else is to be said of one that took too long */
export function cancellation(timedOut: boolean, more = ''): DOMException {
  return timedOut
    ? new DOMException(`the request took longer than it may${more}`, 'TimeoutError')
    : new DOMException('the client has gone away', 'AbortError');
}
