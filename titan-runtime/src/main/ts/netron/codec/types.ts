/** The values of the wire that JavaScript has no class for, and what the codec asks of those around it. Without imports of the kernel: the generated client bundles the codec too. */
import type { ErrorParts, TitanError } from '../../errors';

/** A service as `query_interface` describes it. `id` names it in calls. */
export class Definition {
  constructor(
    readonly id: string,
    readonly parentId: string,
    readonly peerId: string,
    readonly meta: unknown,
  ) {}
}

/** A service that a peer has been told of before, by the id of its definition. */
export class Reference {
  constructor(readonly defId: string) {}
}

/** Stands in a response for the stream whose chunks follow. */
export class StreamReference {
  constructor(
    readonly streamId: string,
    readonly writable: boolean,
    readonly live: boolean,
    readonly peerId: string,
  ) {}
}

/** A type of the user's own. */
export interface UserType<T = any> {
  /** Its code on the wire, 1 to 99. */
  readonly code: number;
  readonly type: abstract new (...args: never[]) => T;
  /** @returns a value that the wire carries */
  readonly encode: (value: T) => unknown;
  readonly decode: (value: unknown) => T;
}

/** What the codec needs of the classes of errors. They are given, not imported, so that there is one copy of them. */
export interface Errors {
  readonly TitanError: abstract new (...args: never[]) => TitanError;
  readonly FIELDS: ReadonlySet<string>;
  wireName(error: TitanError): string;
  revive(parts: ErrorParts): TitanError;
}

export interface CodecOptions {
  readonly errors: Errors;
  /** UTF-8 to text; malformed sequences become U+FFFD. Called for long texts and those beyond ASCII. */
  readonly decodeUtf8: (bytes: Uint8Array) => string;
  /** Whether errors take their stacks along, and causes that are no TitanError. A server keeps them. */
  readonly stacks?: boolean;
  readonly types?: readonly UserType[];
}

/** Bytes, a text or a value that the wire does not carry. The message says which and is safe to show to the peer. */
export class CodecError extends Error {
  static {
    Object.defineProperty(CodecError.prototype, 'name', { value: 'CodecError', writable: true, configurable: true });
  }
}

/** So deep values may nest. */
export const MAX_DEPTH = 1000;

/** So many digits a BigInt may have: reading one takes more than linear time. */
export const MAX_DIGITS = 20_000;

/** The codes of extension types. */
export const enum Ext {
  UNDEFINED = 0,
  STREAM_REFERENCE = 107,
  REFERENCE = 108,
  DEFINITION = 109,
  TITAN_ERROR = 110,
  LONG = 119,
  BIGINT = 120,
  REGEXP = 121,
  SET = 123,
  MAP = 124,
  DATE = 125,
  ERROR = 126,
}

/** The error classes of the language by their ids on the wire. */
export const ERRORS: readonly (ErrorConstructor | undefined)[] = [undefined, Error, SyntaxError, TypeError, ReferenceError, RangeError, EvalError, URIError];

/** Own enumerable fields that the wire has no place of its own for. Functions and symbols are no data. */
export function furtherFields(error: object, known: ReadonlySet<string>): [string, unknown][] {
  return Object.entries(error).filter(([key, value]) => !known.has(key) && typeof value !== 'function' && typeof value !== 'symbol' && value !== undefined);
}

export const ERROR_FIELDS: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause']);

/** What stands for an object that is no plain one: what its `toJSON` makes of it, else its own enumerable fields. */
export function plain(value: object): unknown {
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? toJSON.call(value, '') : value;
}

export function describe(value: unknown): string {
  return typeof value === 'function' ? 'a function' : typeof value === 'symbol' ? 'a symbol' : `a ${typeof value}`;
}
