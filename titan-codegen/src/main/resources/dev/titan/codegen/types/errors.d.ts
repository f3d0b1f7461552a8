// The errors of services. docs/reference/netron.md lists them.

declare module 'titan' {
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
}
