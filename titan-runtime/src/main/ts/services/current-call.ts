/** What the running code works for, for whoever is not handed a request: methods of services, and helpers that actions call too. */
import { type AbortSignal } from '../abort';
import type { Invocation } from '../kernel/context';
import { currentRequest } from '../kernel/current';
import { host } from '../kernel/host';
import { StringSplit } from '../kernel/primordials';
import { currentSpan, type Trace } from '../kernel/trace';

export type Claims = Readonly<Record<string, unknown>>;

/** What a client of services has called, and who it is. */
export interface Calling {
  /** As the client has named it: an id, a name with a range, or a name. */
  readonly service: string;
  readonly method: string;
  /** The id that the client has given itself; empty where it has none. */
  readonly peer: string;
  /** The address that it calls from. */
  readonly ip: string;
  /** What its token says; undefined without one that is valid. */
  readonly claims: Claims | undefined;
  /** Until when the client waits, in milliseconds since 1970; Infinity where only the server's own limit holds. */
  readonly until: number;
}

/** Where the address stands among the details of a request. */
const IP_LINE = 2;

/** One request from outside, and all that it leads to within the process. */
class CurrentCall {
  readonly #invocation: Invocation;
  readonly trace: Trace;
  #deadline: Date | undefined | null = null;

  constructor(invocation: Invocation) {
    this.#invocation = invocation;
    this.trace = currentSpan()!;
  }

  get service(): string | undefined {
    return this.#invocation.calling?.service;
  }
  get method(): string | undefined {
    return this.#invocation.calling?.method;
  }
  get signal(): AbortSignal {
    return this.#invocation.signal;
  }
  get deadline(): Date | undefined {
    if (this.#deadline === null) {
      const left = host.left(this.#invocation.number);
      const until = Math.min(left < 0 ? Infinity : Date.now() + left, this.#invocation.calling?.until ?? Infinity);
      this.#deadline = until === Infinity ? undefined : new Date(until);
    }
    return this.#deadline;
  }
  get ip(): string {
    return this.#invocation.calling?.ip ?? StringSplit(host.details(this.#invocation.number), '\n')[IP_LINE] ?? '';
  }
  get peer(): string {
    return this.#invocation.calling?.peer ?? '';
  }
  get claims(): Claims | undefined {
    return this.#invocation.calling?.claims;
  }
}

/** The call from outside that the running code works for; undefined where it works for none: at module level, in hooks. */
export function currentCall(): CurrentCall | undefined {
  const invocation = currentRequest();
  return invocation === null ? undefined : new CurrentCall(invocation);
}
