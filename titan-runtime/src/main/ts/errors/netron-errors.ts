import { TitanError, type TitanErrorOptions } from './titan-error';

export interface NetronErrorOptions extends TitanErrorOptions {
  service?: string;
  method?: string;
}

/** A failure of a call. `service` and `method` name what was called, where that is known. */
export class NetronError extends TitanError {
  readonly service: string | undefined;
  readonly method: string | undefined;

  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(what, options);
    const given = typeof what === 'object' ? what : options;
    this.service = given?.service;
    this.method = given?.method;
  }
}

/** The options of a class with a code of its own: the code may still be chosen. */
function of(code: number, what: string | NetronErrorOptions | undefined, options: NetronErrorOptions | undefined, message: string): NetronErrorOptions {
  const given = typeof what === 'object' ? what : options;
  return { code, ...given, message: typeof what === 'string' ? what : (given?.message ?? message) };
}

/** What was called is no public method of a service, or none that the caller may know of: all of these are one. Code 404. */
export class ServiceNotFoundError extends NetronError {
  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(of(404, what, options, 'Service not found'));
  }
}

/** A class for callers that know the service. Code 404. */
export class MethodNotFoundError extends NetronError {
  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(of(404, what, options, 'Method not found'));
  }
}

/** One thing wrong with what a method was called with. */
export interface InvalidField {
  /** Which argument and where in it: `0.items.1.price`. */
  path: string;
  message: string;
  code?: string;
}

/** What a method was called with does not fit its schemas. Code 422; `details.fields` says why. */
export class ValidationError extends NetronError {
  declare readonly details: { fields: readonly InvalidField[] };

  constructor(message: string, fields: readonly InvalidField[], options?: NetronErrorOptions) {
    super({ code: 422, ...options, message, details: { fields } });
  }
}

/** The caller has not said who it is, or not believably. Code 401. */
export class AuthError extends NetronError {
  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(of(401, what, options, 'Authentication required'));
  }
}

/** The caller may not do that. Code 403. */
export class PermissionError extends NetronError {
  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(of(403, what, options, 'Permission denied'));
  }
}

/** The caller has called too often. Code 429; `details.retryAfter` is in seconds. */
export class RateLimitError extends NetronError {
  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(of(429, what, options, 'Too many calls'));
  }
}

/** The deadline of a call has passed. Code 408. */
export class TimeoutError extends NetronError {
  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(of(408, what, options, 'The deadline has passed'));
  }
}

/** The way to the other side fails. Code 502. */
export class TransportError extends NetronError {
  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(of(502, what, options, 'The transport has failed'));
  }
}

/** The connection went away, or the other side is going to. Code 503. */
export class TransportLostError extends TransportError {
  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(of(503, what, options, 'The connection is lost'));
  }
}

/** Bytes that mean nothing, or a value that the wire does not carry. Code 400. */
export class SerializationError extends NetronError {
  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(of(400, what, options, 'The bytes cannot be read'));
  }
}

/** Something failed that a client is told nothing of but an id, under which the log has it: `details.errorId`. Code 500. */
export class InternalError extends NetronError {
  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    super(of(500, what, options, 'Internal error'));
  }
}
