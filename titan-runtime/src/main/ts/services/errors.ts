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
