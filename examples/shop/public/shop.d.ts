// Made by titan gen client. Make it anew when the services change; do not edit it.

/** The service orders@1.0.0. */
export interface OrdersService {
  findById(id: string): Promise<Order | null>;
  create(input: NewOrder): Promise<Order>;
  ofUser(userId: string): Promise<Order[]>;
}

/** The service payments@1.0.0. */
export interface PaymentsService {
  pay(orderId: string): Promise<Payment>;
}

/** The service receipts@1.0.0. */
export interface ReceiptsService {
}

/** The service users@1.0.0. */
export interface UsersService {
  findById(id: string): Promise<User | null>;
  create(input: NewUser): Promise<User>;
  remove(id: string): Promise<void>;
}

export interface Order {
  id: string;
  userId: string;
  item: string;
  cents: number;
  state: 'open' | 'paid';
}

export interface NewOrder {
  userId: string;
  item: string;
  cents: number;
}

export interface Payment {
  id: string;
  orderId: string;
  cents: number;
}

export interface User {
  id: string;
  name: string;
  email: string;
}

export interface NewUser {
  name: string;
  email: string;
}

/** The services, by the ids that they are called by. */
export interface Services {
  'orders@1.0.0': OrdersService;
  'payments@1.0.0': PaymentsService;
  'receipts@1.0.0': ReceiptsService;
  'users@1.0.0': UsersService;
  'orders@^1.0.0': OrdersService;
  'orders': OrdersService;
  'payments@^1.0.0': PaymentsService;
  'payments': PaymentsService;
  'receipts@^1.0.0': ReceiptsService;
  'receipts': ReceiptsService;
  'users@^1.0.0': UsersService;
  'users': UsersService;
}

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

export interface TitanErrorOptions {
  /** An HTTP status from 400 to 599; 500, or that of the class. */
  code?: number;
  message?: string;
  /** What a client may know: anything that the wire carries. */
  details?: unknown;
  /** Where it happened, in your words. Clients get it too. */
  context?: unknown;
  /** Milliseconds since 1970; now. */
  timestamp?: number;
  requestId?: string;
  correlationId?: string;
  spanId?: string;
  traceId?: string;
  /** Reaches a client only if it is a TitanError itself. */
  cause?: unknown;
}
export interface NetronErrorOptions extends TitanErrorOptions {
  service?: string;
  method?: string;
}

/**
 * An error that a client may see. Thrown by a method of a service, it arrives as the same class with its fields; thrown by an action, it is a problem document (RFC 9457) with `code`
 * as its status, its message as the detail and the members of `details`, or a 500 that says nothing if `code` is 500.
 */
export class TitanError extends Error {
  /** @throws RangeError when the code is not an integer from 400 to 599 */
  constructor(message?: string, options?: TitanErrorOptions);
  constructor(options: TitanErrorOptions);
  readonly code: number;
  /** The same as `code`. */
  readonly status: number;
  readonly details: unknown;
  readonly context: unknown;
  readonly timestamp: number;
  readonly requestId: string | undefined;
  readonly correlationId: string | undefined;
  readonly spanId: string | undefined;
  readonly traceId: string | undefined;
}
/** A failure of a call. Your own errors extend it, and are given to {@link registerError}. */
export class NetronError extends TitanError {
  constructor(message?: string, options?: NetronErrorOptions);
  constructor(options: NetronErrorOptions);
  readonly service: string | undefined;
  readonly method: string | undefined;
}
/** Code 404: no such service, no such method, or not for this caller. */
export class ServiceNotFoundError extends NetronError {}
/** Code 404, for callers that may know the service. */
export class MethodNotFoundError extends NetronError {}
/** Code 422: what a method was called with does not fit its schemas. A path begins with the number of the argument, from 0. */
export class ValidationError extends NetronError {
  constructor(message: string, fields: readonly { path: string; message: string; code?: string }[], options?: NetronErrorOptions);
  readonly details: { fields: readonly { path: string; message: string; code?: string }[] };
}
/** Code 401: nobody knows who calls. */
export class AuthError extends NetronError {}
/** Code 403: the caller may not. */
export class PermissionError extends NetronError {}
/** Code 429: too many calls. `details.retryAfter` is in seconds. */
export class RateLimitError extends NetronError {}
/** Code 408: the deadline of the call has passed. */
export class TimeoutError extends NetronError {}
/** Code 502: the way to the other side fails. */
export class TransportError extends NetronError {}
/** Code 503: the connection went away. */
export class TransportLostError extends TransportError {}
/** Code 400: bytes that mean nothing, or a value that the wire does not carry. */
export class SerializationError extends NetronError {}
/** Code 500: a failure that clients are told nothing of but `details.errorId`, under which the log has it. */
export class InternalError extends NetronError {}

/**
 * Makes errors of this class arrive as such: call it on both sides, with the same name. Its own enumerable fields travel along; its constructor is not called there.
 *
 * @param name what the wire has for the class; its own name by default
 * @throws TypeError for what is no subclass of TitanError, or for a name that Titan uses itself
 */
export function registerError(type: abstract new (...args: any[]) => TitanError, name?: string): void;
