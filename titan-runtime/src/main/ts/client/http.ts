/** Calls over HTTP: a request for each, or one for a batch of them. */
import { Decoder, Encoder } from '../netron/codec';
import type { Carrier, Pending } from './call';
import type { Environment } from './environment';
import { type AbortSignal, platform } from './platform';
import { codecOptions, failure, unreadable, unsendable } from './wire';

const MSGPACK = 'application/msgpack';
/** What a server takes in one batch unless it is told otherwise. */
const BATCH = 100;

interface Envelope {
  success?: boolean;
  data?: unknown;
  error?: unknown;
  responses?: unknown;
}

export class HttpCarrier implements Carrier {
  readonly events = undefined;
  readonly #base: string;
  readonly #environment: Environment;
  readonly #headers: () => Record<string, string> | Promise<Record<string, string>>;
  readonly #encoder: Encoder;
  readonly #decoder: Decoder;
  #ids = 0;
  #closed = false;

  /** @param base without a slash at its end */
  constructor(environment: Environment, base: string, headers: () => Record<string, string> | Promise<Record<string, string>>) {
    this.#base = base;
    this.#environment = environment;
    this.#headers = headers;
    this.#encoder = new Encoder(codecOptions(environment));
    this.#decoder = new Decoder(codecOptions(environment));
  }

  send(pending: Pending): void {
    this.#exchange('/netron/invoke', [pending], () => this.#request(pending), (envelope) => this.#settle(pending, envelope));
  }

  sendAll(pending: readonly Pending[]): void {
    for (let from = 0; from < pending.length; from += BATCH) this.#batch(pending.slice(from, from + BATCH));
  }

  #batch(calls: readonly Pending[]): void {
    const body = (): unknown => ({ id: this.#nextId(), requests: calls.map((each) => this.#request(each)) });
    this.#exchange('/netron/batch', calls, body, ({ responses, error }) => {
      if (!Array.isArray(responses) || responses.length !== calls.length) {
        throw error === undefined ? unreadable(this.#environment, `no answer for each of ${calls.length} calls`) : failure(this.#environment, error);
      }
      calls.forEach((call, i) => this.#settle(call, responses[i] as Envelope));
    });
  }

  #nextId(): string {
    return String(++this.#ids);
  }

  #request({ call, left }: Pending): unknown {
    const { service, method, access, args } = call;
    const what = access === 'call' ? { method, input: args } : access === 'get' ? { property: method } : { property: method, value: args[0] };
    return { id: this.#nextId(), service, ...what, hints: { timeout: left } };
  }

  #settle(pending: Pending, envelope: Envelope): void {
    if (envelope.success === true) pending.succeed(envelope.data);
    else pending.fail(failure(this.#environment, envelope.error));
  }

  #exchange(path: string, calls: readonly Pending[], body: () => unknown, read: (envelope: Envelope) => void): void {
    const failed = (reason: unknown): void => calls.forEach((call) => call.fail(reason));
    const environment = this.#environment;
    if (this.#closed) {
      failed(new environment.errors.TransportError('this client is closed'));
      return;
    }
    let bytes: Uint8Array;
    try {
      bytes = this.#encoder.encode(body());
    } catch (e) {
      failed(unsendable(environment, e));
      return;
    }
    // Nothing on the wire takes a call back: the server sees that its client is gone. A batch goes on while one of its calls is waited for.
    const controller = new platform.AbortController();
    let waited = calls.length;
    for (const call of calls) call.onGiveUp(() => --waited === 0 && controller.abort());
    this.#post(path, calls[0].call.traceparent, bytes, controller.signal)
      .then((envelope) => read(envelope))
      .catch(failed);
  }

  #post(path: string, traceparent: string | undefined, bytes: Uint8Array, signal: AbortSignal): Promise<Envelope> {
    const { errors, post } = this.#environment;
    const send = (given: Record<string, string>): Promise<Envelope> => {
      const headers = { ...given, 'content-type': MSGPACK, accept: MSGPACK, ...(traceparent === undefined ? {} : { traceparent }) };
      return post(this.#base + path, headers, bytes, signal).then(
        (answer) => {
          if (!answer.type.startsWith(MSGPACK)) {
            const what = `${this.#base} answered ${answer.status} with ${answer.type || 'no media type'} where ${MSGPACK} was expected`;
            throw new errors.TransportError(`${what}; is it a Titan server with services?`);
          }
          return this.#read(answer.bytes);
        },
        (cause: unknown) => {
          throw new errors.TransportLostError({ message: `no answer of ${this.#base}: ${(cause as Error | undefined)?.message ?? String(cause)}`, cause });
        },
      );
    };
    // Headers that are there are sent in the same turn, while what makes the call is still current.
    const headers = this.#headers();
    return headers instanceof Promise ? headers.then(send) : send(headers);
  }

  #read(bytes: Uint8Array): Envelope {
    try {
      return (this.#decoder.decode(bytes) ?? {}) as Envelope;
    } catch (e) {
      throw unreadable(this.#environment, (e as Error).message);
    }
  }

  close(): void {
    this.#closed = true;
  }
}
