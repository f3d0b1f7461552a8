/**
 * The JSON form of Netron: JSON in which what it lacks is an object with one key, `{"$date":"1970-01-01T00:00:00.000Z"}`. An author's object whose only key begins with `$` gets one
 * more.
 */
import type { TitanError } from '../../errors';
import { fromBase64, toBase64 } from './base64';
import { bigInt } from './decoder';
import { CodecError, type CodecOptions, describe, ERROR_FIELDS, ERRORS, furtherFields, MAX_DEPTH, plain } from './types';

const { prototype: OBJECT } = Object;

/** A number that is written as it was read, digit by digit: one that a double has not, or not in this form. */
export class Digits {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Writes and reads texts. */
export class JsonForm {
  readonly #options: CodecOptions;

  constructor(options: CodecOptions) {
    this.#options = options;
  }

  /** No insignificant white space. @throws CodecError when it is a value that the wire does not carry */
  stringify(value: unknown, depth = 0): string {
    switch (typeof value) {
      case 'string':
        return JSON.stringify(value);
      case 'number':
        return number(value);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'undefined':
        return '{"$undefined":true}';
      case 'bigint':
        return `{"$bigint":"${value}"}`;
      case 'object':
        return value === null ? 'null' : this.#object(value, depth);
      default:
        throw new CodecError(`${describe(value)} cannot be sent`);
    }
  }

  #object(value: object, depth: number): string {
    if (depth >= MAX_DEPTH) throw new CodecError(`a value that nests deeper than ${MAX_DEPTH}, or holds itself, cannot be sent`);
    const prototype = Object.getPrototypeOf(value) as unknown;
    if (prototype === OBJECT || prototype === null) return this.#members(value as Record<string, unknown>, depth);
    if (Array.isArray(value)) return this.#list(value, depth);
    const type = this.#options.types?.find((one) => one.type === (value as { constructor?: unknown }).constructor);
    if (type !== undefined) return `{"$type":[${type.code},${this.stringify(type.encode(value), depth + 1)}]}`;
    if (value instanceof Date) return `{"$date":${Number.isNaN(value.getTime()) ? 'null' : `"${value.toISOString()}"`}}`;
    if (value instanceof Map) return `{"$map":[${[...value].map((entry) => this.#list(entry, depth)).join()}]}`;
    if (value instanceof Set) return `{"$set":${this.#list([...value], depth)}}`;
    if (value instanceof Uint8Array) return `{"$bytes":"${toBase64(value)}"}`;
    if (ArrayBuffer.isView(value)) return `{"$bytes":"${toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))}"}`;
    if (value instanceof ArrayBuffer) return `{"$bytes":"${toBase64(new Uint8Array(value))}"}`;
    if (value instanceof RegExp) return `{"$regexp":${JSON.stringify([value.source, value.flags])}}`;
    if (value instanceof Error) return `{"$error":${this.error(value, depth)}}`;
    if (value instanceof Digits) return value.text;
    if (value instanceof Promise) throw new CodecError('a promise cannot be sent: await it');
    if (value instanceof Boolean || value instanceof Number || value instanceof String) return this.stringify(value.valueOf(), depth + 1);
    const stand = plain(value);
    return stand === value ? this.#members(value as Record<string, unknown>, depth) : this.stringify(stand, depth + 1);
  }

  #list(values: readonly unknown[], depth: number): string {
    let text = '[';
    for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : ',') + this.stringify(values[i], depth + 1);
    return text + ']';
  }

  #members(value: Record<string, unknown>, depth: number): string {
    const keys = Object.keys(value);
    let text = '{';
    for (let i = 0; i < keys.length; i++) {
      const escape = keys.length === 1 && keys[0].startsWith('$') ? '$' : '';
      text += `${i === 0 ? '' : ','}${JSON.stringify(escape + keys[i])}:${this.stringify(value[keys[i]], depth + 1)}`;
    }
    return text + '}';
  }

  /** An error as text: an object with its {@link members}. */
  error(error: Error, depth = 0): string {
    return this.#members(this.members(error), depth);
  }

  /** An error as the members that the wire has for it: name, message, code and details of a TitanError, name and message of another, and its own fields behind them. */
  members(error: Error): Record<string, unknown> {
    const { errors } = this.#options;
    const members: Record<string, unknown> = {};
    const add = (entries: readonly (readonly [string, unknown])[]): void => {
      for (const [key, value] of entries) Object.defineProperty(members, key, { value, writable: true, enumerable: true, configurable: true });
    };
    if (!(error instanceof errors.TitanError)) {
      add([['name', String(error.name)], ['message', String(error.message)], ...furtherFields(error, ERROR_FIELDS)]);
      return members;
    }
    const { code, message, details, context, timestamp, requestId, correlationId, spanId, traceId } = error as TitanError;
    const { cause } = error as { cause?: unknown };
    add([['name', errors.wireName(error)], ['message', message], ['code', code]]);
    add(Object.entries({ details, context, timestamp, requestId, correlationId, spanId, traceId, cause: cause instanceof errors.TitanError ? cause : undefined }).filter(([, value]) => value !== undefined));
    add(furtherFields(error, errors.FIELDS));
    return members;
  }

  /** @throws CodecError for what is no JSON, or an object with one of our keys and a value that does not belong to it */
  parse(text: string): unknown {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new CodecError('the text is not JSON');
    }
    return this.#revive(value, 0);
  }

  #revive(value: unknown, depth: number): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= MAX_DEPTH) throw new CodecError(`the value nests deeper than ${MAX_DEPTH}`);
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) value[i] = this.#revive(value[i], depth + 1);
      return value;
    }
    const keys = Object.keys(value);
    const members = value as Record<string, unknown>;
    if (keys.length === 1 && keys[0].startsWith('$')) return this.#tagged(keys[0], members, depth);
    for (const key of keys) {
      const inner = members[key];
      if (typeof inner !== 'object' || inner === null) continue;
      const revived = this.#revive(inner, depth + 1);
      if (revived !== inner) Object.defineProperty(members, key, { value: revived, writable: true, enumerable: true, configurable: true });
    }
    return members;
  }

  #tagged(key: string, members: Record<string, unknown>, depth: number): unknown {
    const given = members[key];
    if (key.startsWith('$$')) return { [key.slice(1)]: this.#revive(given, depth + 1) };
    const refuse = (): never => {
      throw new CodecError(`${key} has a value that does not belong to it`);
    };
    const text = (): string => (typeof given === 'string' ? given : refuse());
    const list = (): unknown[] => (Array.isArray(given) ? (this.#revive(given, depth + 1) as unknown[]) : refuse());
    switch (key) {
      case '$date': {
        const date = new Date(given === null ? NaN : text());
        return given === null || !Number.isNaN(date.getTime()) ? date : refuse();
      }
      case '$map':
        return new Map(list().map((entry) => (Array.isArray(entry) && entry.length === 2 ? (entry as [unknown, unknown]) : refuse())));
      case '$set':
        return new Set(list());
      case '$bigint':
        return bigInt(text());
      case '$bytes':
        return fromBase64(text()) ?? refuse();
      case '$undefined':
        return given === true ? undefined : refuse();
      case '$number':
        return text() === '-0' ? -0 : ['NaN', 'Infinity', '-Infinity'].includes(text()) ? Number(given) : refuse();
      case '$regexp': {
        const [source, flags, ...more] = list();
        if (typeof source !== 'string' || typeof flags !== 'string' || more.length > 0) return refuse();
        try {
          return new RegExp(source, flags);
        } catch {
          return refuse();
        }
      }
      case '$error':
        return typeof given === 'object' && given !== null && !Array.isArray(given) ? this.reviveError(this.#revive(given, depth + 1) as Record<string, unknown>) : refuse();
      case '$type': {
        const [code, inner] = list();
        const type = this.#options.types?.find((one) => one.code === code);
        return type === undefined ? refuse() : type.decode(inner);
      }
      default:
        return { [key]: this.#revive(given, depth + 1) };
    }
  }

  /** What {@link error} has written, read: with a code a TitanError. */
  reviveError(given: Record<string, unknown>): Error {
    const { name, message, code } = given;
    const known = this.#options.errors.FIELDS;
    if (code === undefined) {
      const error = new (ERRORS.find((type) => type?.name === name) ?? Error)(String(message ?? ''));
      Object.defineProperty(error, 'name', { value: String(name), writable: true, configurable: true });
      for (const [key, value] of Object.entries(given)) {
        if (!ERROR_FIELDS.has(key)) Object.defineProperty(error, key, { value, writable: true, enumerable: true, configurable: true });
      }
      return error;
    }
    const optional = (key: string): string | undefined => (typeof given[key] === 'string' ? (given[key] as string) : undefined);
    return this.#options.errors.revive({
      name: String(name),
      code: Number(code),
      message: String(message ?? ''),
      details: given.details,
      context: given.context,
      timestamp: Number(given.timestamp ?? Date.now()),
      requestId: optional('requestId'),
      correlationId: optional('correlationId'),
      spanId: optional('spanId'),
      traceId: optional('traceId'),
      stack: undefined,
      cause: given.cause,
      fields: Object.entries(given).filter(([key]) => !known.has(key)),
    });
  }
}

function number(value: number): string {
  if (Number.isFinite(value)) return value === 0 && 1 / value < 0 ? '{"$number":"-0"}' : String(value);
  return `{"$number":"${value}"}`;
}
