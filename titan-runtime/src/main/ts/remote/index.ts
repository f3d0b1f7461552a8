/** Calls to the services of other servers: the generated client's own code, over the runtime's fetch and WebSockets. Both belong to the invocation that makes the call, and end with it. */
import {
  AuthError, context, type Context, currentInvocation, currentSpan, fetch, FIELDS, host, type Invocation, isRecording, recordedCall, revive, SerializationError, TimeoutError, TitanError, TransportError, TransportLostError,
  WeakMapGet, WeakMapSet, wireName, withContext,
} from 'titan:kernel';
import { Client, type ClientOptions } from '../client/client';
import type { Answer, ClientErrors, Environment } from '../client/environment';
import { member } from '../client/member';
import { platform } from '../client/platform';

const errors = { AuthError, FIELDS, revive, SerializationError, TimeoutError, TitanError, TransportError, TransportLostError, wireName } as unknown as ClientErrors;

type Fetched = { status: number; headers: { get(name: string): string | null }; arrayBuffer(): PromiseLike<ArrayBuffer> };

const environment: Environment = {
  errors,
  decodeUtf8: (bytes) => host.decodeUtf8(bytes),
  encodeUtf8: (text) => new Uint8Array(host.encodeUtf8(text)),
  post(url, { traceparent: _, ...headers }, body, signal) {
    // fetch tells of the trace by itself, its state included.
    const made: Context | null = context();
    return new Promise<Answer>((resolve, reject) => {
      (fetch(url, { method: 'POST', headers, body, signal }) as unknown as PromiseLike<Fetched>).then((answer) => {
        const { status } = answer;
        const type = answer.headers.get('content-type') ?? '';
        // The body is an operation of the same invocation, whatever is current now.
        withContext(made, () => answer.arrayBuffer().then((bytes) => resolve({ status, type, bytes: new Uint8Array(bytes) }), reject));
      }, reject);
    });
  },
  openSocket: (url) => new platform.WebSocket(url),
  left() {
    const invocation = currentInvocation();
    if (invocation === null) return Infinity;
    const answer = host.left(invocation.number);
    const call = (invocation.calling?.until ?? Infinity) - Date.now();
    return Math.min(answer < 0 ? Infinity : answer, call);
  },
  traceparent: () => currentSpan()?.traceparent,
};

/** The client of an address: over HTTP one for all, else one for each invocation. */
function clientOf(address: string, options: ClientOptions): () => Client {
  const first = Client.connect(environment, address, options);
  if (/^https?:/.test(address)) return () => first;
  const own = new WeakMap<Invocation, Client>();
  return () => {
    const invocation = currentInvocation();
    if (invocation === null) return first;
    let client = WeakMapGet(own, invocation);
    if (client === undefined) {
      client = Client.connect(environment, address, options);
      WeakMapSet(own, invocation, client);
    }
    return client;
  };
}

function recorded(target: string, ask: () => Promise<unknown>): Promise<unknown> {
  const call = recordedCall(target, true);
  const result = withContext(call.context, ask);
  result.then(() => call.ended(false), (error: unknown) => call.ended(true, error));
  return result;
}

export function remote(id: unknown, address: unknown, options: ClientOptions = {}): object {
  if (typeof id !== 'string' || id === '') throw new TypeError(`remote: expected the id of a service, users@^1.0.0, not ${String(id)}`);
  const client = clientOf(String(address), options);
  return new Proxy(Object.freeze({ __proto__: null }), {
    get(_target, method) {
      // What is awaited is asked for `then`: a service is no promise.
      if (typeof method !== 'string' || method === 'then') return undefined;
      return member((access, args) => {
        const ask = (): Promise<unknown> => client().ask(access, id, method, args);
        return isRecording() ? recorded(`${id}.${method}`, ask) : ask();
      });
    },
  });
}
