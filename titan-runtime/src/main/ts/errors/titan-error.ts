/** The base of the errors that keep their class on their way to a client. Without imports of the kernel: the generated client bundles it too. */

/** What a {@link TitanError} may say beside its message. */
export interface TitanErrorOptions {
  /** An HTTP status from 400 to 599. */
  code?: number;
  message?: string;
  /** What a client may know of the failure: anything that the wire carries. */
  details?: unknown;
  /** Where it happened, as the thrower describes it. Clients get it too. */
  context?: unknown;
  /** Milliseconds since 1970; now, if nothing is said. */
  timestamp?: number;
  requestId?: string;
  correlationId?: string;
  spanId?: string;
  traceId?: string;
  /** Reaches a client only if it is a TitanError itself. */
  cause?: unknown;
}

/**
 * An error that a client may see. Thrown by a method of a service it arrives as the same class, with its fields; thrown by an action it is a problem document with `code` as its
 * status. Own enumerable fields of a subclass travel along.
 */
export class TitanError extends Error {
  readonly code: number;
  readonly details: unknown;
  readonly context: unknown;
  readonly timestamp: number;
  readonly requestId: string | undefined;
  readonly correlationId: string | undefined;
  readonly spanId: string | undefined;
  readonly traceId: string | undefined;

  /**
   * @param what the message, or the options with the message among them
   * @throws RangeError unless the code is an integer from 400 to 599
   */
  constructor(what: string | TitanErrorOptions = {}, options: TitanErrorOptions = typeof what === 'string' ? {} : what) {
    const { code = 500, details, context, timestamp, requestId, correlationId, spanId, traceId } = options;
    if (!Number.isInteger(code) || code < 400 || code > 599) throw new RangeError(`TitanError: code must be an integer from 400 to 599, not ${String(code)}`);
    super(typeof what === 'string' ? what : (options.message ?? ''), 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = details;
    this.context = context;
    this.timestamp = timestamp ?? Date.now();
    this.requestId = requestId;
    this.correlationId = correlationId;
    this.spanId = spanId;
    this.traceId = traceId;
    // A subclass that gives itself no name has that of its class.
    Object.defineProperty(this, 'name', { value: new.target.name, writable: true, configurable: true });
  }

  /** The code under the name that HTTP has for it. */
  get status(): number {
    return this.code;
  }
}

/** The fields that the wire has a place for: whatever else an error has of its own travels as a further field. */
export const FIELDS: ReadonlySet<string> = new Set([
  'name', 'code', 'message', 'details', 'context', 'timestamp', 'requestId', 'correlationId', 'spanId', 'traceId', 'stack', 'cause',
]);
