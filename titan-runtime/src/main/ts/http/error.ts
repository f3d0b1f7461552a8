import { inWords } from '../kernel/in-words';

/** What an HttpError may carry beside status and message. */
export interface HttpErrorOptions {
  /** Response headers, for example `{ 'Retry-After': '30' }`. */
  headers?: Record<string, string | number>;
  /** Members to add to the problem document; must be JSON. */
  details?: Record<string, unknown>;
  cause?: unknown;
}

/**
 * An error that chooses the answer: a problem document (RFC 9457) with this status and, as its detail, this message. The message is shown to the client in
 * production too.
 *
 * @throws RangeError unless status is an integer from 400 to 599
 */
export class HttpError extends Error {
  readonly status: number;
  readonly headers: Record<string, string | number>;
  readonly details: Record<string, unknown>;

  constructor(status: number, message = '', options: HttpErrorOptions = {}) {
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      throw new RangeError(`HttpError: status must be an integer from 400 to 599, not ${inWords(status)}`);
    }
    if (typeof options !== 'object' || options === null) throw new TypeError(`HttpError: the options must be an object with headers, details or cause, not ${inWords(options)}`);
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.status = status;
    this.headers = options.headers ?? {};
    this.details = options.details ?? {};
  }

  static {
    Object.defineProperty(HttpError.prototype, 'name', { value: 'HttpError', writable: true, configurable: true });
  }
}

/** A body that is not what its media type says. Not for actions: the name stays HttpError, and the host gives it the code of its own. */
export class MalformedBody extends HttpError {
  constructor(message: string) {
    super(400, message);
  }
}
