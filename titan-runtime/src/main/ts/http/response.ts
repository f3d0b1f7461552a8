import { inWords } from '../kernel/in-words';
import { ArrayBufferIsView } from '../kernel/primordials';
import { type CookieOptions, serializeCookie } from './cookie';
import { type Format, RAW } from '../streams/pump';
import { isStream } from '../streams/source';
import { Fields } from './fields';
import { Html } from './html';
import { eventFormat, type EventOptions } from './sse';

/** Status and headers for the functions of `t.response`. A number stands for `{ status }`. */
type ResponseInit_ = number | { status?: number; headers?: unknown };

type Payload = { kind: 'text'; text: string } | { kind: 'bytes'; bytes: ArrayBuffer | ArrayBufferView } | { kind: 'file'; path: string } | { kind: 'stream'; given: unknown; what: string; format: Format } | { kind: 'empty' };

/** An answer made by `t.response`. Its methods change it and return it. */
export class TitanResponse {
  readonly status: number;
  readonly fields = new Fields();
  readonly payload: Payload;

  constructor(payload: Payload, init: ResponseInit_ | undefined, status: number, mediaType?: string) {
    this.payload = payload;
    this.status = checkStatus(typeof init === 'number' ? init : (init?.status ?? status));
    if (init === null || (typeof init !== 'object' && typeof init !== 'number' && init !== undefined)) {
      throw new TypeError(`t.response: expected a status or an object with status and headers, not ${inWords(init)}`);
    }
    if (typeof init === 'object') this.fields.addAll(init.headers);
    if (mediaType !== undefined && !this.fields.has('content-type')) this.fields.append('Content-Type', mediaType);
  }

  /** Adds a header field; `set` replaces it. */
  header(name: string, value: string | number): this {
    this.fields.append(name, value);
    return this;
  }

  /** Sets a header field, in place of those with the same name. */
  set(name: string, value: string | number): this {
    this.fields.set(name, value);
    return this;
  }

  /** Adds a Set-Cookie field. */
  cookie(name: string, value: string, options?: CookieOptions): this {
    this.fields.append('Set-Cookie', serializeCookie(name, value, options));
    return this;
  }
}

/** @throws RangeError unless it can be the status of a final answer */
export function checkStatus(status: unknown): number {
  if (!Number.isInteger(status) || (status as number) < 100 || (status as number) > 599) {
    throw new RangeError(`response status must be an integer from 100 to 599, not ${inWords(status)}`);
  }
  if ((status as number) < 200) {
    throw new RangeError(`response status ${String(status)} is an interim one; an action's answer is final (200 to 599)`);
  }
  return status as number;
}

function checkText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`t.response.${name}: expected a string, not ${inWords(value)}`);
  return value;
}

function streamOf(given: unknown, name: string, format: Format): Payload {
  const what = `t.response.${name}`;
  if (typeof given !== 'function' && (typeof given !== 'object' || given === null || !(isStream(given) || Symbol.iterator in given))) {
    const kind = given === null ? 'null' : typeof given;
    throw new TypeError(`${what}: expected a ReadableStream, an iterable or async iterable, or a function that gives one, not ${kind === 'object' ? 'an object' : kind}`);
  }
  return { kind: 'stream', given, what, format };
}

/** `t.response`. */
export const response = {
  json(value: unknown, init?: ResponseInit_): TitanResponse {
    return new TitanResponse({ kind: 'text', text: toJson(value) }, init, 200, 'application/json');
  },
  text(text: string, init?: ResponseInit_): TitanResponse {
    return new TitanResponse({ kind: 'text', text: checkText('text', text) }, init, 200, 'text/plain; charset=utf-8');
  },
  html(html: string | Html, init?: ResponseInit_): TitanResponse {
    return new TitanResponse({ kind: 'text', text: html instanceof Html ? html.text : checkText('html', html) }, init, 200, 'text/html; charset=utf-8');
  },
  redirect(location: string | { href: string }, init?: ResponseInit_): TitanResponse {
    const made = new TitanResponse({ kind: 'empty' }, init, 302);
    if (made.status < 300 || made.status > 399) throw new RangeError(`t.response.redirect: status must be from 300 to 399, not ${made.status}`);
    const target = typeof location === 'object' && location !== null ? location.href : location;
    return made.set('Location', encodeURI(checkText('redirect', target).toWellFormed()).replaceAll('%25', '%'));
  },
  binary(bytes: ArrayBuffer | ArrayBufferView, init?: ResponseInit_): TitanResponse {
    if (!(bytes instanceof ArrayBuffer) && !ArrayBufferIsView(bytes)) {
      throw new TypeError('t.response.binary: expected an ArrayBuffer or a view of one');
    }
    return new TitanResponse({ kind: 'bytes', bytes }, init, 200, 'application/octet-stream');
  },
  stream(source: unknown, init?: ResponseInit_): TitanResponse {
    return new TitanResponse(streamOf(source, 'stream', RAW), init, 200, 'application/octet-stream');
  },
  sse(source: unknown, init?: ResponseInit_ & EventOptions): TitanResponse {
    const made = new TitanResponse(streamOf(source, 'sse', eventFormat(typeof init === 'object' ? (init ?? {}) : {})), init, 200, 'text/event-stream');
    if (!made.fields.has('cache-control')) made.header('Cache-Control', 'no-cache');
    // nginx and others that heed it would hold events back until they have a buffer full.
    if (!made.fields.has('x-accel-buffering')) made.header('X-Accel-Buffering', 'no');
    return made;
  },
  file(path: string, init?: ResponseInit_): TitanResponse {
    return new TitanResponse({ kind: 'file', path: checkText('file', path) }, init, 200);
  },
};

/** The JSON text of an answer. @throws TypeError that names the place of what JSON cannot carry */
export function toJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (e) {
    const place = findUnfit(value, '', []);
    if (place === undefined) throw e;
    throw new TypeError(`the answer cannot be JSON: ${place}`, { cause: e });
  }
  if (text === undefined) throw new TypeError(`the answer cannot be JSON: it is ${inWords(value)}`);
  return text;
}

/** Where a BigInt or a cycle is, in words; undefined when there is none. */
function findUnfit(value: unknown, path: string, above: unknown[]): string | undefined {
  if (typeof value === 'bigint') return `${path === '' ? 'it' : path} is a BigInt (${value}n); convert it with String() or Number()`;
  if (typeof value !== 'object' || value === null || typeof (value as { toJSON?: unknown }).toJSON === 'function') return undefined;
  if (above.includes(value)) return `${path} refers back to an object that contains it`;
  if (above.length > 1000) return undefined;
  const within = [...above, value];
  for (const key of Object.keys(value)) {
    const inner = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = findUnfit((value as Record<string, unknown>)[key], inner, within);
    if (found !== undefined) return found;
  }
  return undefined;
}
