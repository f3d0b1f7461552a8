export interface CallOptions {
  /** Milliseconds that each call may take, 30,000 by default. The server is told, and stops work whose result is of no use. */
  timeout?: number;
  /** Takes calls back: they reject with its reason, and the server stops. */
  signal?: AbortSignal;
}

export interface ClientOptions extends CallOptions {
  /** Who calls, as a bearer token (RFC 6750), or what gives it: asked for each request over HTTP; over WebSocket for each connection, before the token ends, and after a call was refused (401). */
  token?: string | (() => string | undefined | Promise<string | undefined>);
  /** Sent with each request over HTTP. A WebSocket cannot send any. */
  headers?: Record<string, string>;
  /** In place of the global one. */
  fetch?: typeof fetch;
  /** In place of the global one. */
  WebSocket?: new (url: string) => WebSocket;
}

/** What a method's result is for its caller: a stream for an async generator, which `for await` reads, else a promise. */
export type Result<R, V = Awaited<R>> = 0 extends 1 & V
  ? Promise<V>
  : [V] extends [never]
    ? Promise<V>
    : [V] extends [AsyncIterable<infer T>]
      ? Promise<AsyncIterable<T>> & AsyncIterable<T>
      : Promise<V>;

/** A public field of a service that can only be read: awaiting it asks for its value. */
export type ReadonlyField<V> = PromiseLike<V>;

/** A public field of a service: awaiting it asks for its value. */
export interface Field<V> extends PromiseLike<V> {
  /** Gives it another value. */
  set(value: V): Promise<void>;
}

/** Whether a member is not readonly: a type with the modifier is another one than a type without it. */
export type Settable<T, K extends keyof T> = (<G>() => G extends { [P in K]: T[P] } ? 1 : 2) extends <G>() => G extends { -readonly [P in K]: T[P] } ? 1 : 2 ? true : false;

/** A service as its caller sees it. */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Result<R> : Settable<T, K> extends true ? Field<T[K]> : ReadonlyField<T[K]>;
};

export interface Client {
  /** A service by its id: a name (the highest stable version), an exact version or a range. Nothing is asked of the server until a method is called. */
  service<K extends keyof Services>(id: K): Remote<Services[K]>;
  /** The same client, with other options for its calls. */
  with(options: CallOptions): Client;
  /** Sends all calls that `run` makes before it returns together: over HTTP in one request. Each has its own outcome. */
  batch<R>(run: (client: Client) => R): R;
  /**
   * Hears of an event of the app, over a connection only. It is heard of over the next connection, too, when one is lost; what happens in between is not.
   *
   * @returns what ends it, once the server has agreed
   * @throws PermissionError for one that `netron.events.subscribe` of the server does not list
   */
  on<T = unknown>(event: string, handler: (data: T) => void): Promise<() => void>;
  /** Lets an event happen, over a connection only. @throws PermissionError for one that `netron.events.emit` of the server does not list */
  emit(event: string, data?: unknown): Promise<void>;
  /** Ends the connection. Calls under way, and all after, fail. */
  close(): void;
}

/**
 * A client of one server.
 *
 * @param address `ws:` or `wss:` for a connection that all calls share and that streams need; `http:` or `https:` for a request a call
 * @throws TypeError for another address, or unknown options
 */
export function createClient(address: string | URL, options?: ClientOptions): Client;
