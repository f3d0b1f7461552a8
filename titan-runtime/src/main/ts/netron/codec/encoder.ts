/** From values to msgpack (https://github.com/msgpack/msgpack/blob/master/spec.md) with Netron's extension types. */
import type { TitanError } from '../../errors';
import { ByteWriter } from './bytes';
import { CodecError, type CodecOptions, Definition, describe, ERROR_FIELDS, ERRORS, Ext, furtherFields, MAX_DEPTH, plain, Reference, StreamReference, type UserType } from './types';

const { prototype: OBJECT } = Object;

/** Writes values one behind the other. One at a time uses it. */
export class Encoder extends ByteWriter {
  readonly #options: CodecOptions;
  readonly #types = new Map<unknown, UserType>();

  constructor(options: CodecOptions) {
    super();
    this.#options = options;
    for (const type of options.types ?? []) this.#types.set(type.type, type);
  }

  /** One value as bytes. @throws CodecError when it is one that the wire does not carry */
  encode(value: unknown): Uint8Array {
    this.at = 0;
    this.write(value);
    return this.take();
  }

  /** Writes one value. What it throws leaves a part of the value behind: {@link truncate}. */
  write(value: unknown, depth = 0): void {
    switch (typeof value) {
      case 'string':
        this.string(value);
        return;
      case 'number':
        this.number(value);
        return;
      case 'boolean':
        this.u8(value ? 0xc3 : 0xc2);
        return;
      case 'undefined':
        this.need(3);
        this.bytes[this.at++] = 0xd4;
        this.bytes[this.at++] = Ext.UNDEFINED;
        this.bytes[this.at++] = 0;
        return;
      case 'bigint':
        this.extension(Ext.BIGINT, () => this.string(String(value)));
        return;
      case 'object':
        if (value === null) this.u8(0xc0);
        else this.#object(value, depth);
        return;
      default:
        throw new CodecError(`${describe(value)} cannot be sent`);
    }
  }

  #object(value: object, depth: number): void {
    if (depth >= MAX_DEPTH) throw new CodecError(`a value that nests deeper than ${MAX_DEPTH}, or holds itself, cannot be sent`);
    const prototype = Object.getPrototypeOf(value) as unknown;
    if (prototype === OBJECT || prototype === null) {
      this.#map(value as Record<string, unknown>, depth);
      return;
    }
    if (Array.isArray(value)) {
      this.head(value.length, 0x90, 16, 0xdc);
      for (let i = 0; i < value.length; i++) this.write(value[i], depth + 1);
      return;
    }
    const type = this.#types.get((value as { constructor?: unknown }).constructor);
    if (type !== undefined) this.extension(type.code, () => this.write(type.encode(value), depth + 1));
    else if (value instanceof Date) this.date(value.getTime());
    else if (value instanceof Uint8Array) this.binary(value);
    else if (ArrayBuffer.isView(value)) this.binary(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    else if (value instanceof ArrayBuffer) this.binary(new Uint8Array(value));
    else if (value instanceof Map) {
      this.extension(Ext.MAP, () => {
        this.u32(value.size);
        for (const [key, item] of value) {
          this.write(key, depth + 1);
          this.write(item, depth + 1);
        }
      });
    } else if (value instanceof Set) {
      this.extension(Ext.SET, () => {
        this.u32(value.size);
        for (const item of value) this.write(item, depth + 1);
      });
    } else if (value instanceof RegExp) {
      this.extension(Ext.REGEXP, () => {
        this.string(value.source);
        this.string(value.flags);
      });
    } else if (value instanceof Error) this.#error(value, depth);
    else this.#other(value, depth);
  }

  #other(value: object, depth: number): void {
    if (value instanceof Definition) {
      this.extension(Ext.DEFINITION, () => {
        for (const text of [value.id, value.parentId, value.peerId]) this.string(text);
        this.write(value.meta, depth + 1);
      });
    } else if (value instanceof Reference) this.extension(Ext.REFERENCE, () => this.string(value.defId));
    else if (value instanceof StreamReference) {
      this.extension(Ext.STREAM_REFERENCE, () => {
        this.string(value.streamId);
        this.u8(+value.writable);
        this.u8(+value.live);
        this.string(value.peerId);
      });
    } else if (value instanceof Promise) throw new CodecError('a promise cannot be sent: await it');
    else if (value instanceof Boolean || value instanceof Number || value instanceof String) this.write(value.valueOf(), depth + 1);
    else {
      const stand = plain(value);
      if (stand === value) this.#map(value as Record<string, unknown>, depth);
      else this.write(stand, depth + 1);
    }
  }

  #map(value: Record<string, unknown>, depth: number): void {
    const keys = Object.keys(value);
    this.head(keys.length, 0x80, 16, 0xde);
    for (let i = 0; i < keys.length; i++) {
      this.string(keys[i]);
      this.write(value[keys[i]], depth + 1);
    }
  }

  #error(error: Error, depth: number): void {
    const { errors, stacks = false } = this.#options;
    if (error instanceof errors.TitanError) {
      this.extension(Ext.TITAN_ERROR, () => this.#titanError(error, depth));
      return;
    }
    this.extension(Ext.ERROR, () => {
      let id = ERRORS.length - 1;
      while (id > 1 && !(error instanceof ERRORS[id]!)) id--;
      this.u16(id);
      this.string(String(error.name));
      this.string(stacks ? String(error.stack ?? '') : `${error.name}: ${error.message}`);
      this.string(String(error.message));
      this.#fields(furtherFields(error, ERROR_FIELDS), depth);
    });
  }

  #titanError(error: TitanError, depth: number): void {
    const { errors, stacks = false } = this.#options;
    this.string(errors.wireName(error));
    const { code, message, details, context, timestamp, requestId, correlationId, spanId, traceId } = error;
    for (const value of [code, message, details, context, timestamp, requestId, correlationId, spanId, traceId]) this.write(value, depth + 1);
    this.write(stacks ? (error.stack ?? null) : null);
    const { cause } = error as { cause?: unknown };
    this.write(stacks || cause instanceof errors.TitanError ? (cause ?? null) : null, depth + 1);
    this.#fields(furtherFields(error, errors.FIELDS), depth);
  }

  #fields(fields: [string, unknown][], depth: number): void {
    if (fields.length > 0xffff) throw new CodecError('an error with more than 65535 fields cannot be sent');
    this.u16(fields.length);
    for (const [key, value] of fields) {
      this.string(key);
      this.write(value, depth + 1);
    }
  }
}
