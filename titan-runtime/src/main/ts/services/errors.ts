import { HttpError } from '../http/error';

/** What is wrong with a container. `provider` and `phase` where one hook of one provider failed. */
export class ContainerError extends Error {
  readonly code: string;
  readonly provider: string | undefined;
  readonly phase: string | undefined;

  constructor(code: string, message: string, options: { cause?: unknown; provider?: string; phase?: string } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.provider = options.provider;
    this.phase = options.phase;
  }

  static {
    Object.defineProperty(ContainerError.prototype, 'name', { value: 'ContainerError', writable: true, configurable: true });
  }
}

/** One thing wrong with what a method was called with. */
export interface InvalidField {
  /** Which argument and where in it: `0.items.1.price`. */
  path: string;
  message: string;
  code?: string;
}

/** What a method of a service was called with does not fit its schemas. Where nothing catches it, the client gets 422 and the fields. */
export class ValidationError extends HttpError {
  constructor(message: string, fields: readonly InvalidField[]) {
    super(422, message, { details: { fields } });
  }

  static {
    Object.defineProperty(ValidationError.prototype, 'name', { value: 'ValidationError', writable: true, configurable: true });
  }
}
