import { cloneables } from '../kernel/platform';

/** DOMException (https://webidl.spec.whatwg.org/#idl-DOMException). */
const CODES: Record<string, number> = {
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  WrongDocumentError: 4,
  InvalidCharacterError: 5,
  NoModificationAllowedError: 7,
  NotFoundError: 8,
  NotSupportedError: 9,
  InUseAttributeError: 10,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidModificationError: 13,
  NamespaceError: 14,
  InvalidAccessError: 15,
  TypeMismatchError: 17,
  SecurityError: 18,
  NetworkError: 19,
  AbortError: 20,
  URLMismatchError: 21,
  QuotaExceededError: 22,
  TimeoutError: 23,
  InvalidNodeTypeError: 24,
  DataCloneError: 25,
};

let isException: (value: object) => boolean;

export class DOMException extends Error {
  readonly #name: string;

  constructor(message: unknown = '', options: unknown = 'Error') {
    const given = typeof options === 'object' && options !== null ? (options as { name?: unknown; cause?: unknown }) : { name: options };
    super(String(message), 'cause' in given ? { cause: given.cause } : undefined);
    this.#name = String(given.name ?? 'Error');
    // The stack was made by Error, under the name of its class.
    const { stack } = this;
    if (typeof stack === 'string') {
      Object.defineProperty(this, 'stack', { value: stack.replace(/^(DOMException|Error)/, this.#name), writable: true, configurable: true });
    }
  }
  override get name(): string {
    return this.#name;
  }
  get code(): number {
    return Object.hasOwn(CODES, this.#name) ? CODES[this.#name] : 0;
  }
  get [Symbol.toStringTag](): string {
    return 'DOMException';
  }

  static {
    isException = (value) => #name in value;
    for (const name of Object.keys(CODES)) {
      const constant = { value: CODES[name], enumerable: true };
      const key = `${name.replace(/Error$/, '').replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}_ERR`;
      Object.defineProperty(DOMException, key, constant);
      Object.defineProperty(DOMException.prototype, key, constant);
    }
  }
}

cloneables[cloneables.length] = {
  is: isException,
  read(value) {
    const { name, message, stack } = value as DOMException;
    const copy = new DOMException(message, name);
    Object.defineProperty(copy, 'stack', { value: stack, writable: true, configurable: true });
    return () => copy;
  },
};
