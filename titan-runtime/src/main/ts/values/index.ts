/**
 * Values on their way to another isolate or process, as text. It is JSON; what JSON has no word for is an object whose member `$` names its kind and whose `v` has its content.
 * Values come back as copies: what two places share arrives twice, and an instance of a class as a plain object.
 */
import { ArrayBufferIsView, ArrayIsArray, JSONParse, JSONStringify, ObjectCreate, ObjectGetPrototypeOf, ObjectKeys, ObjectPrototype, StringIncludes } from 'titan:kernel';

export { duration, isDuration } from './duration';

/** Levels of nesting. */
const DEEPEST = 500;

type Plain = null | boolean | number | string | Plain[] | { [name: string]: Plain };

const VIEWS: Readonly<Record<string, new (buffer: ArrayBuffer) => ArrayBufferView>> = {
  Uint8Array, Int8Array, Uint8ClampedArray, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
};

interface Base64 {
  toBase64(): string;
}
const { fromBase64 } = Uint8Array as unknown as { fromBase64(text: string): Uint8Array<ArrayBuffer> };

/**
 * @param label of the call, for messages
 * @throws TypeError for what cannot leave its isolate: functions, symbols, promises, and what contains itself; RangeError for what is nested too deep
 */
export function encode(label: string, value: unknown): string {
  return JSONStringify(isPlain(value, 0) ? value : new Encoder(label).value(value, 0));
}

/** The value that {@link encode} has made a text of. */
export function decode(text: string): unknown {
  const value = JSONParse(text);
  return StringIncludes(text, '"$"') ? revive(value) : value;
}

/** Whether JSON says all of it. */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return value - value === 0 && !(value === 0 && 1 / value < 0);
    case 'object':
      return value === null || (depth < DEEPEST && isPlainObject(value, depth + 1));
    default:
      return false;
  }
}

function isPlainObject(value: object, depth: number): boolean {
  if (ArrayIsArray(value)) {
    for (let i = 0; i < value.length; i++) if (!isPlain(value[i], depth)) return false;
    return !('toJSON' in value);
  }
  const prototype = ObjectGetPrototypeOf(value);
  if ((prototype !== ObjectPrototype && prototype !== null) || 'toJSON' in value || '$' in value) return false;
  const keys = ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) if (!isPlain((value as Record<string, unknown>)[keys[i]], depth)) return false;
  return true;
}

class Encoder {
  readonly #label: string;
  readonly #path: string[] = [];
  readonly #within: object[] = [];

  constructor(label: string) {
    this.#label = label;
  }

  value(value: unknown, depth: number): Plain {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return isPlain(value, 0) ? value : { $: 'f', v: value === 0 ? '-0' : String(value) };
      case 'undefined':
        return { $: 'u' };
      case 'bigint':
        return { $: 'n', v: String(value) };
      case 'object':
        return value === null ? null : this.#object(value, depth + 1);
      default:
        return this.#refuse(`a ${typeof value}`);
    }
  }

  #object(value: object, depth: number): Plain {
    if (depth > DEEPEST) throw new RangeError(`${this.#label}: the value is nested deeper than ${DEEPEST} levels`);
    // A guard of an operation throws here what it has to say.
    const prototype = ObjectGetPrototypeOf(value);
    if (this.#within.includes(value)) return this.#refuse('an object that contains itself');
    if (value instanceof Promise) return this.#refuse('a promise: await or drift it first');
    if (value instanceof Date) return { $: 'd', v: value.getTime() };
    if (value instanceof RegExp) return { $: 'r', v: [value.source, value.flags] };
    if (value instanceof ArrayBuffer) return { $: 'b', v: base64(new Uint8Array(value)) };
    if (ArrayBufferIsView(value)) return this.#view(value, prototype);
    if (value instanceof Boolean || value instanceof Number || value instanceof String) return this.value(value.valueOf(), depth);
    this.#within.push(value);
    const content = this.#content(value, depth);
    this.#within.pop();
    return content;
  }

  #content(value: object, depth: number): Plain {
    if (value instanceof Map) {
      return { $: 'm', v: Array.from(value, ([key, held], i) => [this.#at(`key ${i}`, key, depth), this.#at(`value ${i}`, held, depth)]) };
    }
    if (value instanceof Set) return { $: 's', v: Array.from(value, (held, i) => this.#at(`element ${i}`, held, depth)) };
    if (value instanceof Error) {
      const { name, message, stack, cause } = value;
      return { $: 'e', v: { name: String(name), message: String(message), stack: String(stack), ...(cause === undefined ? {} : { cause: this.#at('cause', cause, depth) }) } };
    }
    if (ArrayIsArray(value)) {
      const elements: Plain[] = [];
      for (let i = 0; i < value.length; i++) elements[i] = this.#at(String(i), value[i], depth);
      return elements;
    }
    // Without a prototype, a member named __proto__ is one like any other.
    const members = ObjectCreate(null) as { [name: string]: Plain };
    const keys = ObjectKeys(value);
    for (let i = 0; i < keys.length; i++) members[keys[i]] = this.#at(keys[i], (value as Record<string, unknown>)[keys[i]], depth);
    return '$' in members ? { $: 'o', v: members } : members;
  }

  #at(key: string, value: unknown, depth: number): Plain {
    this.#path.push(key);
    const encoded = this.value(value, depth);
    this.#path.pop();
    return encoded;
  }

  #view(value: ArrayBufferView, prototype: object | null): Plain {
    const { name } = (prototype as { constructor?: { name?: unknown } } | null)?.constructor ?? {};
    const kind = typeof name === 'string' && Object.hasOwn(VIEWS, name) ? name : 'Uint8Array';
    return { $: 't', k: kind, v: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  }

  #refuse(what: string): never {
    const at = this.#path.length === 0 ? 'the value' : `the value at ${this.#path.join('.')}`;
    throw new TypeError(`${this.#label}: ${at} is ${what}, which cannot leave its isolate`);
  }
}

function base64(bytes: Uint8Array): string {
  return (bytes as unknown as Base64).toBase64();
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayIsArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = revive(value[i]);
    return value;
  }
  const members = value as Record<string, unknown>;
  if (typeof members.$ === 'string') return special(members.$, members.v, members.k);
  return reviveMembers(members);
}

function reviveMembers(members: Record<string, unknown>): unknown {
  const keys = ObjectKeys(members);
  for (let i = 0; i < keys.length; i++) members[keys[i]] = revive(members[keys[i]]);
  return members;
}

function special(kind: string, content: unknown, view: unknown): unknown {
  switch (kind) {
    case 'f':
      return Number(content);
    case 'n':
      return BigInt(content as string);
    case 'd':
      return new Date(content === null ? NaN : (content as number));
    case 'r':
      return new RegExp((content as string[])[0], (content as string[])[1]);
    case 'b':
      return fromBase64(content as string).buffer;
    case 't':
      return new VIEWS[view as string](fromBase64(content as string).buffer);
    case 'm':
      return new Map((revive(content) as [unknown, unknown][]));
    case 's':
      return new Set(revive(content) as unknown[]);
    case 'e':
      return toError(reviveMembers(content as Record<string, unknown>) as Told);
    case 'o':
      return reviveMembers(content as Record<string, unknown>);
    default:
      return undefined;
  }
}

interface Told {
  name: string;
  message: string;
  stack: string;
  cause?: unknown;
}

const ERRORS: Record<string, ErrorConstructor> = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function toError({ name, message, stack, cause }: Told): Error {
  const error = new (Object.hasOwn(ERRORS, name) ? ERRORS[name] : Error)(message, cause === undefined ? undefined : { cause });
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
  error.stack = stack;
  return error;
}
