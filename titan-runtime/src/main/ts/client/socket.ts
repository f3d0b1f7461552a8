/** Calls over WebSocket, one connection at a time. When it ends, what was under way fails, for nobody knows whether it ran; what is called then waits for the next one. */
import { type Carrier, Pending } from './call';
import { Connection } from './connection';
import type { Environment } from './environment';
import { Events } from './events';
import { platform } from './platform';
import type { TokenSource } from './token';

/** Half of the wait before the second attempt, in milliseconds; it doubles with each. */
const FIRST = 50;
const MOST = 5_000;
/** How long the server may take to agree to a subscription that it had agreed to before, in milliseconds. */
const AGAIN = 30_000;

export class SocketCarrier implements Carrier {
  readonly events = new Events();
  readonly #environment: Environment;
  readonly #url: string;
  readonly #token: TokenSource;
  #connection: Connection | undefined;
  /** To servers that stop, as long as something is under way there. */
  readonly #left = new Set<Connection>();
  #ready = false;
  #attempts = 0;
  #retry: unknown;
  #waiting: Pending[] = [];
  #closed = false;

  constructor(environment: Environment, url: string, token: TokenSource) {
    this.#environment = environment;
    this.#url = url;
    this.#token = token;
  }

  send(pending: Pending): void {
    if (pending.done) return;
    if (this.#closed) {
      pending.fail(this.#refusal());
      return;
    }
    if (this.#ready && this.#connection!.stale) {
      this.#ready = false;
      this.#connection!.renew();
    } else if (this.#ready) {
      this.#connection!.send(pending);
      return;
    }
    this.#waiting.push(pending);
    if (this.#connection === undefined && this.#retry === undefined) this.#connect();
  }

  sendAll(pending: readonly Pending[]): void {
    for (const each of pending) this.send(each);
  }

  close(): void {
    this.#closed = true;
    platform.clearTimeout(this.#retry);
    for (const pending of this.#waiting.splice(0)) pending.fail(this.#refusal());
    this.#connection?.end(this.#refusal());
    for (const connection of this.#left) connection.end(this.#refusal());
  }

  #refusal(): Error {
    return new this.#environment.errors.TransportError('this client is closed');
  }

  #connect(): void {
    this.#retry = undefined;
    let subscribed = false;
    try {
      const connection = new Connection(this.#environment, this.#url, this.#token, {
        ready: () => {
          if (connection !== this.#connection) return;
          this.#ready = true;
          this.#attempts = 0;
          if (!subscribed) this.#subscribe(connection);
          subscribed = true;
          for (const pending of this.#waiting.splice(0)) this.send(pending);
        },
        notRenewed: (reason) => {
          if (connection !== this.#connection) return;
          this.#ready = true;
          for (const pending of this.#waiting.splice(0)) pending.fail(reason);
        },
        leaving: () => {
          if (connection !== this.#connection) return;
          this.#left.add(connection);
          this.#connection = undefined;
          this.#again();
        },
        happened: (event, data) => this.events.happened(event, data),
        ended: (reason) => {
          if (connection === this.#connection) this.#over(reason);
          else this.#left.delete(connection);
        },
      });
      this.#connection = connection;
    } catch (e) {
      // An address that is none: no further attempt mends it.
      for (const pending of this.#waiting.splice(0)) pending.fail(e);
    }
  }

  /** Asks again for what was heard over the connection before. Those that wait to be asked for ask by themselves. */
  #subscribe(connection: Connection): void {
    const asked = new Set(this.#waiting.filter(({ call }) => call.access === 'task').map(({ call }) => call.args[0]));
    for (const event of this.events.names) {
      if (asked.has(event)) continue;
      const again = new Pending(this.#environment, { service: 'netron', method: 'subscribe', access: 'task', args: [event], timeout: AGAIN, signal: undefined, traceparent: undefined });
      again.promise.catch(() => undefined);
      connection.send(again);
    }
  }

  #over(reason: unknown): void {
    this.#connection = undefined;
    if (!this.#closed && reason instanceof this.#environment.errors.AuthError) {
      for (const pending of this.#waiting.splice(0)) pending.fail(reason);
    }
    this.#again();
  }

  /** Connects after a while, if something waits for it. */
  #again(): void {
    this.#ready = false;
    if (this.#closed) return;
    this.#waiting = this.#waiting.filter((each) => !each.done);
    if (this.#waiting.length === 0 && this.events.names.length === 0) return;
    // Up to as much again by chance: the clients of a server that went away do not all come back at once.
    const half = Math.min(MOST, FIRST * 2 ** Math.min(this.#attempts++, 10));
    this.#retry = platform.setTimeout(() => this.#connect(), half + Math.random() * half);
  }
}
