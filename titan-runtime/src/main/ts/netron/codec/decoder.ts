/** From msgpack with Netron's extension types to values. Bytes come from anywhere: what they claim is checked before memory or time is spent on it. */
import { CodecError, type CodecOptions, Definition, ERRORS, Ext, MAX_DEPTH, MAX_DIGITS, Reference, StreamReference, type UserType } from './types';

/** Texts up to so many bytes are put together here if they are ASCII; a decoder of the platform's own is faster beyond. */
const SHORT = 40;

/** Reads values out of a part of a buffer. One at a time uses it. */
export class Decoder {
  readonly #options: CodecOptions;
  readonly #types = new Map<number, UserType>();
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(this.#bytes.buffer);
  #at = 0;
  #end = 0;

  constructor(options: CodecOptions) {
    this.#options = options;
    for (const type of options.types ?? []) {
      if (!(type.code >= 1 && type.code <= 99)) throw new RangeError(`a type of your own has a code from 1 to 99, not ${type.code}`);
      this.#types.set(type.code, type);
    }
  }

  /** Reads the one value that the bytes are. @throws CodecError when they are none, or more */
  decode(bytes: Uint8Array): unknown {
    this.open(bytes);
    return this.only(0, bytes.length);
  }

  /** What {@link only} reads parts of. */
  open(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The one value that a part of the bytes is. */
  only(from: number, to: number): unknown {
    this.#at = from;
    this.#end = to;
    const value = this.#value(0);
    if (this.#at !== this.#end) throw new CodecError(`${this.#end - this.#at} bytes are left behind the value`);
    return value;
  }

  #take(count: number): number {
    const start = this.#at;
    if (count > this.#end - start) throw new CodecError('the bytes end in the middle of a value');
    this.#at = start + count;
    return start;
  }

  #u8(): number {
    return this.#bytes[this.#take(1)];
  }
  #u16(): number {
    return this.#view.getUint16(this.#take(2));
  }
  #u32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  #value(depth: number): unknown {
    const head = this.#u8();
    if (head < 0x80) return head;
    if (head < 0x90) return this.#map(head & 15, depth);
    if (head < 0xa0) return this.#array(head & 15, depth);
    if (head < 0xc0) return this.#text(head & 31);
    if (head >= 0xe0) return head - 0x100;
    switch (head) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
        return this.#binary(this.#u8());
      case 0xc5:
        return this.#binary(this.#u16());
      case 0xc6:
        return this.#binary(this.#u32());
      case 0xc7:
        return this.#extension(this.#u8(), depth);
      case 0xc8:
        return this.#extension(this.#u16(), depth);
      case 0xc9:
        return this.#extension(this.#u32(), depth);
      case 0xca:
        return this.#view.getFloat32(this.#take(4));
      case 0xcb:
        return this.#view.getFloat64(this.#take(8));
      case 0xcc:
        return this.#u8();
      case 0xcd:
        return this.#u16();
      case 0xce:
        return this.#u32();
      case 0xcf:
        return whole(this.#view.getBigUint64(this.#take(8)));
      case 0xd0:
        return this.#view.getInt8(this.#take(1));
      case 0xd1:
        return this.#view.getInt16(this.#take(2));
      case 0xd2:
        return this.#view.getInt32(this.#take(4));
      case 0xd3:
        return whole(this.#view.getBigInt64(this.#take(8)));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (head - 0xd4), depth);
      case 0xd9:
        return this.#text(this.#u8());
      case 0xda:
        return this.#text(this.#u16());
      case 0xdb:
        return this.#text(this.#u32());
      case 0xdc:
        return this.#array(this.#u16(), depth);
      case 0xdd:
        return this.#array(this.#u32(), depth);
      case 0xde:
        return this.#map(this.#u16(), depth);
      case 0xdf:
        return this.#map(this.#u32(), depth);
      default:
        throw new CodecError(`the byte 0x${head.toString(16)} begins no value`);
    }
  }

  #text(length: number): string {
    const start = this.#take(length);
    if (length <= SHORT) {
      let text = '';
      let i = start;
      for (; i < this.#at; i++) {
        const unit = this.#bytes[i];
        if (unit > 0x7f) break;
        text += String.fromCharCode(unit);
      }
      if (i === this.#at) return text;
    }
    return this.#options.decodeUtf8(this.#bytes.subarray(start, this.#at));
  }

  #binary(length: number): Uint8Array {
    const start = this.#take(length);
    return new Uint8Array(this.#bytes.subarray(start, this.#at));
  }

  /** Refuses a count of entries that the bytes cannot hold, before they are read, and nesting that would end the stack. */
  #enter(count: number, least: number, depth: number): void {
    if (depth >= MAX_DEPTH) throw new CodecError(`the value nests deeper than ${MAX_DEPTH}`);
    if (count * least > this.#end - this.#at) throw new CodecError('the bytes end in the middle of a value');
  }

  #array(count: number, depth: number): unknown[] {
    this.#enter(count, 1, depth);
    const array: unknown[] = [];
    for (let i = 0; i < count; i++) array.push(this.#value(depth + 1));
    return array;
  }

  #map(count: number, depth: number): Record<string, unknown> {
    this.#enter(count, 2, depth);
    const map: Record<string, unknown> = {};
    for (let i = 0; i < count; i++) put(map, this.#key(), this.#value(depth + 1));
    return map;
  }

  #key(): string {
    const head = this.#bytes[this.#at];
    if (this.#at < this.#end && head >= 0xa0 && head < 0xc0) {
      this.#at++;
      return this.#text(head & 31);
    }
    const key = this.#value(MAX_DEPTH);
    if (typeof key !== 'string' && typeof key !== 'number') throw new CodecError('a key of a map is neither a text nor a number; use the Map type');
    return String(key);
  }

  #extension(length: number, depth: number): unknown {
    const code = this.#view.getInt8(this.#take(1));
    const start = this.#take(length);
    const end = this.#end;
    this.#end = this.#at;
    this.#at = start;
    const value = this.#content(code, length, depth);
    if (this.#at !== this.#end) throw new CodecError(`the extension type ${code} has ${this.#end - this.#at} bytes too many`);
    this.#end = end;
    return value;
  }

  #content(code: number, length: number, depth: number): unknown {
    if (depth >= MAX_DEPTH) throw new CodecError(`the value nests deeper than ${MAX_DEPTH}`);
    switch (code) {
      case Ext.UNDEFINED:
        this.#take(length);
        return undefined;
      case Ext.DATE:
        return new Date(Number(this.#view.getBigInt64(this.#take(8))));
      case Ext.MAP: {
        const count = this.#u32();
        this.#enter(count, 2, depth);
        const map = new Map<unknown, unknown>();
        for (let i = 0; i < count; i++) {
          const key = this.#value(depth + 1);
          map.set(key, this.#value(depth + 1));
        }
        return map;
      }
      case Ext.SET: {
        const count = this.#u32();
        this.#enter(count, 1, depth);
        const set = new Set<unknown>();
        for (let i = 0; i < count; i++) set.add(this.#value(depth + 1));
        return set;
      }
      case Ext.REGEXP:
        return regExp(this.#string(), this.#string());
      case Ext.BIGINT:
        return bigInt(this.#string());
      case Ext.LONG:
        // Some write whether it is unsigned before it.
        return length === 9 && this.#u8() === 1 ? this.#view.getBigUint64(this.#take(8)) : this.#view.getBigInt64(this.#take(8));
      case Ext.ERROR:
        return this.#error(depth);
      case Ext.TITAN_ERROR:
        return this.#titanError(depth);
      case Ext.DEFINITION:
        return new Definition(this.#string(), this.#string(), this.#string(), this.#value(depth + 1));
      case Ext.REFERENCE:
        return new Reference(this.#string());
      case Ext.STREAM_REFERENCE:
        return new StreamReference(this.#string(), this.#u8() !== 0, this.#u8() !== 0, this.#string());
      default: {
        const type = this.#types.get(code);
        if (type === undefined) throw new CodecError(`nobody knows the extension type ${code}`);
        return type.decode(this.#value(depth + 1));
      }
    }
  }

  #string(): string {
    const text = this.#value(MAX_DEPTH);
    if (typeof text !== 'string') throw new CodecError('expected a text');
    return text;
  }

  #optional(): string | undefined {
    const text = this.#value(MAX_DEPTH - 1);
    if (text !== undefined && text !== null && typeof text !== 'string') throw new CodecError('expected a text, or none');
    return text ?? undefined;
  }

  #error(depth: number): Error {
    const type = ERRORS[this.#u16()] ?? Error;
    const name = this.#string();
    const stack = this.#optional();
    const error = new type(this.#string());
    if (error.name !== name) Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
    if (stack !== undefined) Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
    for (const [key, value] of this.#fields(depth)) put(error as unknown as Record<string, unknown>, key, value, true);
    return error;
  }

  #titanError(depth: number): Error {
    const name = this.#string();
    const code = this.#value(MAX_DEPTH);
    return this.#options.errors.revive({
      name,
      code: typeof code === 'number' ? code : 500,
      message: this.#string(),
      details: this.#value(depth + 1),
      context: this.#value(depth + 1),
      timestamp: Number(this.#value(depth + 1)),
      requestId: this.#optional(),
      correlationId: this.#optional(),
      spanId: this.#optional(),
      traceId: this.#optional(),
      stack: this.#optional(),
      cause: this.#value(depth + 1),
      fields: this.#fields(depth),
    });
  }

  #fields(depth: number): [string, unknown][] {
    const count = this.#u16();
    this.#enter(count, 2, depth);
    const fields: [string, unknown][] = [];
    for (let i = 0; i < count; i++) fields.push([this.#string(), this.#value(depth + 1)]);
    return fields;
  }
}

/** Sets without a setter: `__proto__` is a key like any other. */
function put(target: Record<string, unknown>, key: string, value: unknown, define = key === '__proto__'): void {
  if (define) Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}

function whole(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function regExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new CodecError('not a regular expression');
  }
}

export function bigInt(text: string): bigint {
  if (text.length > MAX_DIGITS || !/^-?[0-9]+$/.test(text)) throw new CodecError(`a BigInt is up to ${MAX_DIGITS} decimal digits`);
  return BigInt(text);
}
