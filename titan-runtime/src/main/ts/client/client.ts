/** The client of one server: proxies over what carries calls. */
import { type Access, type Carrier, Pending } from './call';
import type { Environment } from './environment';
import type { Events, Handler } from './events';
import { HttpCarrier } from './http';
import { member } from './member';
import type { AbortSignal } from './platform';
import { SocketCarrier } from './socket';
import { RemoteStream } from './stream';

type Bearer = () => string | undefined | Promise<string | undefined>;
type Token = string | Bearer;

export interface CallOptions {
  /** Milliseconds that each call may take. */
  timeout?: number;
  /** Takes calls back. */
  signal?: AbortSignal;
}

export interface ClientOptions extends CallOptions {
  token?: Token;
  headers?: Record<string, string>;
}

const TIMEOUT = 30_000;
const OPTIONS = ['timeout', 'signal', 'token', 'headers', 'fetch', 'WebSocket'];

function check(options: CallOptions): void {
  for (const key of Object.keys(options)) if (!OPTIONS.includes(key)) throw new TypeError(`unknown option '${key}'; known are ${OPTIONS.join(', ')}`);
  const { timeout } = options;
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0 && timeout < 2 ** 31)) {
    throw new RangeError(`timeout: expected milliseconds, more than 0 and less than 2^31, not ${String(timeout)}`);
  }
}

function carrierOf(environment: Environment, address: string, options: ClientOptions): Carrier {
  const url = address.replace(/\/+$/, '');
  const scheme = /^(https?|wss?):\/\/[^/?#]/.exec(url)?.[1];
  if (scheme === undefined) throw new TypeError(`expected the address of a server, http:, https:, ws: or wss:, not '${address}'`);
  const { token } = options;
  const bearer: Bearer = typeof token === 'function' ? token : () => token;
  if (scheme.startsWith('ws')) {
    return new SocketCarrier(environment, /^wss?:\/\/[^/?#]+$/.test(url) ? `${url}/netron` : url, { bearer, renewable: typeof token === 'function' });
  }
  const headers = (given: string | undefined): Record<string, string> => ({ ...options.headers, ...(given === undefined ? {} : { authorization: `Bearer ${given}` }) });
  return new HttpCarrier(environment, url, () => {
    const given = bearer();
    return given instanceof Promise ? given.then(headers) : headers(given);
  });
}

/** What `for await` over a call reads: the stream that it gives. A server of another version may give a value, even one that could be iterated. */
async function* chunks({ promise, name }: Pending, environment: Environment): AsyncGenerator<unknown> {
  const given = await promise;
  if (!(given instanceof RemoteStream)) throw new environment.errors.SerializationError(`${name} gave a value where a stream was expected`);
  yield* given;
}

export class Client {
  readonly #environment: Environment;
  readonly #carrier: Carrier;
  readonly #options: CallOptions;
  /** Calls that wait for their batch. */
  readonly #batched: Pending[] | undefined;

  private constructor(environment: Environment, carrier: Carrier, options: CallOptions, batched?: Pending[]) {
    this.#environment = environment;
    this.#carrier = carrier;
    this.#options = options;
    this.#batched = batched;
  }

  static connect(environment: Environment, address: string, options: ClientOptions = {}): Client {
    check(options);
    return new Client(environment, carrierOf(environment, address, options), options);
  }

  service(id: string): object {
    if (typeof id !== 'string' || id === '') throw new TypeError('service: expected a name, with a version or a range if need be: users@^1.0.0');
    const members = new Map<string, ReturnType<typeof member>>();
    return new Proxy(Object.freeze({ __proto__: null }), {
      get: (_target, name) => {
        // What is awaited is asked for `then`: a service is no promise.
        if (typeof name !== 'string' || name === 'then') return undefined;
        let known = members.get(name);
        if (known === undefined) {
          known = member((access, args) => this.ask(access, id, name, args));
          members.set(name, known);
        }
        return known;
      },
    });
  }

  /** Asks for a member of a service: the result of a method, the value of a field, or that it be set. */
  ask(access: Access, service: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const pending = this.#pending(access, service, method, args);
    const { promise } = pending;
    Object.defineProperty(promise, Symbol.asyncIterator, { value: () => chunks(pending, this.#environment) });
    if (this.#batched !== undefined) this.#batched.push(pending);
    else this.#carrier.send(pending);
    return promise;
  }

  #pending(access: Access, service: string, method: string, args: readonly unknown[]): Pending {
    const { timeout = TIMEOUT, signal } = this.#options;
    const environment = this.#environment;
    return new Pending(environment, { service, method, access, args, timeout: Math.max(1, Math.min(timeout, environment.left())), signal, traceparent: environment.traceparent() });
  }

  /** Tasks go at once, whatever waits for its batch. */
  #task(name: string, ...args: readonly unknown[]): Promise<unknown> {
    const pending = this.#pending('task', 'netron', name, args);
    this.#carrier.send(pending);
    return pending.promise;
  }

  async on(event: string, handler: Handler): Promise<() => void> {
    if (typeof handler !== 'function') throw new TypeError('on: expected a function');
    const unsubscribe = (): void => void this.#task('unsubscribe', event).catch(() => undefined);
    return this.#connected().on(event, handler, () => this.#task('subscribe', event), unsubscribe);
  }

  async emit(event: string, data?: unknown): Promise<void> {
    this.#connected();
    await this.#task('emit', event, data);
  }

  #connected(): Events {
    const { events } = this.#carrier;
    if (events === undefined) throw new this.#environment.errors.TransportError('events take a connection: connect by ws: or wss:');
    return events;
  }

  with(options: CallOptions): Client {
    check(options);
    return new Client(this.#environment, this.#carrier, { ...this.#options, ...options }, this.#batched);
  }

  batch<R>(run: (client: Client) => R): R {
    const batched: Pending[] = [];
    const result = run(new Client(this.#environment, this.#carrier, this.#options, batched));
    this.#carrier.sendAll(batched);
    return result;
  }

  close(): void {
    this.#carrier.close();
  }
}
