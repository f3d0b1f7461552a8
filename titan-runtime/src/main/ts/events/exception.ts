import { defineInterface } from '../kernel/idl';
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

/** The names of the codes in order, from 1; some have no error of their own any more. */
const CONSTANTS =
  'INDEX_SIZE DOMSTRING_SIZE HIERARCHY_REQUEST WRONG_DOCUMENT INVALID_CHARACTER NO_DATA_ALLOWED NO_MODIFICATION_ALLOWED NOT_FOUND NOT_SUPPORTED INUSE_ATTRIBUTE INVALID_STATE SYNTAX INVALID_MODIFICATION NAMESPACE INVALID_ACCESS VALIDATION TYPE_MISMATCH SECURITY NETWORK ABORT URL_MISMATCH QUOTA_EXCEEDED TIMEOUT INVALID_NODE_TYPE DATA_CLONE';

let isException: (value: object) => boolean;

export class DOMException extends Error {
  readonly #name: string;
  readonly #message: string;

  constructor(message: unknown = '', options: unknown = 'Error') {
    const given = typeof options === 'object' && options !== null ? (options as { name?: unknown; cause?: unknown }) : { name: options };
    const text = String(message);
    super(text, 'cause' in given ? { cause: given.cause } : undefined);
    // The stack has it from the engine; else it is the prototype's to tell, as the name is.
    Reflect.deleteProperty(this, 'message');
    this.#message = text;
    this.#name = String(given.name ?? 'Error');
  }
  override get name(): string {
    return this.#name;
  }
  override get message(): string {
    return this.#message;
  }
  get code(): number {
    return Object.hasOwn(CODES, this.#name) ? CODES[this.#name] : 0;
  }

  static {
    isException = (value) => #name in value;
    CONSTANTS.split(' ').forEach((name, i) => {
      const constant = { value: i + 1, enumerable: true };
      Object.defineProperty(DOMException, `${name}_ERR`, constant);
      Object.defineProperty(DOMException.prototype, `${name}_ERR`, constant);
    });
  }
}
defineInterface(DOMException, 'DOMException');
Object.defineProperty(DOMException, 'length', { value: 0, configurable: true });

cloneables[cloneables.length] = {
  is: isException,
  read(value) {
    const { name, message, stack } = value as DOMException;
    const copy = new DOMException(message, name);
    Object.defineProperty(copy, 'stack', { value: stack, writable: true, configurable: true });
    return () => copy;
  },
};
