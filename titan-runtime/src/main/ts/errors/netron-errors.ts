import { TitanError, type TitanErrorOptions } from './titan-error';

export interface NetronErrorOptions extends TitanErrorOptions {
  service?: string;
  method?: string;
}

/** What an error is unless it is told otherwise: that of the nearest class which says so. */
const defaults = new Map<unknown, { readonly code: number; readonly message: string }>();

function byDefault(type: Function, code: number, message: string): void {
  defaults.set(type, { code, message });
}

function defaultsOf(type: unknown): NetronErrorOptions | undefined {
  return type === null ? undefined : (defaults.get(type) ?? defaultsOf(Object.getPrototypeOf(type)));
}

/** A failure of a call. `service` and `method` name what was called, where that is known. */
export class NetronError extends TitanError {
  readonly service: string | undefined;
  readonly method: string | undefined;

  constructor(what?: string | NetronErrorOptions, options?: NetronErrorOptions) {
    const given = typeof what === 'object' ? what : options;
    const fallback = defaultsOf(new.target);
    super({ ...fallback, ...given, message: typeof what === 'string' ? what : (given?.message ?? fallback?.message) });
    this.service = given?.service;
    this.method = given?.method;
  }
}

/** What was called is no public method of a service, or none that the caller may know of: all of these are one. Code 404. */
export class ServiceNotFoundError extends NetronError {
  static {
    byDefault(this, 404, 'Service not found');
  }
}

/** A class for callers that know the service. Code 404. */
export class MethodNotFoundError extends NetronError {
  static {
    byDefault(this, 404, 'Method not found');
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
  static {
    byDefault(this, 401, 'Authentication required');
  }
}

/** The caller may not do that. Code 403. */
export class PermissionError extends NetronError {
  static {
    byDefault(this, 403, 'Permission denied');
  }
}

/** The caller has called too often. Code 429; `details.retryAfter` is in seconds. */
export class RateLimitError extends NetronError {
  static {
    byDefault(this, 429, 'Too many calls');
  }
}

/** The deadline of a call has passed. Code 408. */
export class TimeoutError extends NetronError {
  static {
    byDefault(this, 408, 'The deadline has passed');
  }
}

/** The way to the other side fails. Code 502. */
export class TransportError extends NetronError {
  static {
    byDefault(this, 502, 'The transport has failed');
  }
}

/** The connection went away, or the other side is going to. Code 503. */
export class TransportLostError extends TransportError {
  static {
    byDefault(this, 503, 'The connection is lost');
  }
}

/** Bytes that mean nothing, or a value that the wire does not carry. Code 400. */
export class SerializationError extends NetronError {
  static {
    byDefault(this, 400, 'The bytes cannot be read');
  }
}

/** Something failed that a client is told nothing of but an id, under which the log has it: `details.errorId`. Code 500. */
export class InternalError extends NetronError {
  static {
    byDefault(this, 500, 'Internal error');
  }
}
