/** Headers and Response of the Fetch Standard (https://fetch.spec.whatwg.org): for answers, made by an author, and for what fetch has brought. */
import type { AbortSignal } from '../abort';
import { host } from '../kernel/host';
import { operation } from '../kernel/operations';
import { ArrayBufferIsView, JSONParse, StringSplit } from '../kernel/primordials';

export type HeadersInit_ = Headers | Record<string, unknown> | Iterable<readonly [string, unknown]>;

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BAD_VALUE = /[\0\r\n]|[^\0-\xff]/;

/** https://fetch.spec.whatwg.org/#headers-class */
export class Headers {
  #list: [string, string][] = [];

  constructor(init?: HeadersInit_) {
    if (init === undefined || init === null) return;
    if (typeof init !== 'object') throw new TypeError('Headers: the argument must be an object');
    if (typeof (init as Iterable<unknown>)[Symbol.iterator] === 'function') {
      for (const pair of init as Iterable<readonly [string, unknown]>) {
        const [name, value, ...more] = pair;
        if (value === undefined || more.length > 0) throw new TypeError('Headers: each item must be a name and a value');
        this.append(name, value);
      }
    } else {
      for (const name of Object.keys(init)) this.append(name, (init as Record<string, unknown>)[name]);
    }
  }

  static #name(name: unknown): string {
    const text = String(name);
    if (!NAME.test(text)) throw new TypeError(`Headers: ${JSON.stringify(text)} is not a header name`);
    return text.toLowerCase();
  }

  static #value(name: string, value: unknown): string {
    const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
    if (BAD_VALUE.test(text)) throw new TypeError(`Headers: ${JSON.stringify(text)} is not a value for ${name}`);
    return text;
  }

  append(name: unknown, value: unknown): void {
    const key = Headers.#name(name);
    this.#list.push([key, Headers.#value(key, value)]);
  }
  delete(name: unknown): void {
    const key = Headers.#name(name);
    this.#list = this.#list.filter(([n]) => n !== key);
  }
  get(name: unknown): string | null {
    const key = Headers.#name(name);
    const values = this.#list.filter(([n]) => n === key).map(([, v]) => v);
    return values.length === 0 ? null : values.join(', ');
  }
  getSetCookie(): string[] {
    return this.#list.filter(([n]) => n === 'set-cookie').map(([, v]) => v);
  }
  has(name: unknown): boolean {
    const key = Headers.#name(name);
    return this.#list.some(([n]) => n === key);
  }
  set(name: unknown, value: unknown): void {
    const key = Headers.#name(name);
    const text = Headers.#value(key, value);
    const first = this.#list.findIndex(([n]) => n === key);
    if (first < 0) {
      this.#list.push([key, text]);
    } else {
      this.#list[first] = [key, text];
      this.#list = this.#list.filter(([n], i) => i <= first || n !== key);
    }
  }
  forEach(callback: (value: string, name: string, headers: Headers) => void, thisArg?: unknown): void {
    for (const [name, value] of this) callback.call(thisArg, value, name, this);
  }
  *entries(): IterableIterator<[string, string]> {
    const names = [...new Set(this.#list.map(([n]) => n))].sort();
    for (const name of names) {
      if (name === 'set-cookie') {
        for (const value of this.getSetCookie()) yield [name, value];
      } else {
        yield [name, this.get(name) as string];
      }
    }
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name;
  }
  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value;
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
  get [Symbol.toStringTag](): string {
    return 'Headers';
  }

  /** What the runtime does with headers. Taken off the class below. */
  static internal = {
    /** Headers of lines, a name in lower case and a value in turn, that are known to be valid. */
    of(lines: string): Headers {
      const headers = new Headers();
      if (lines !== '') {
        const parts = StringSplit(lines, '\n');
        for (let i = 0; i + 1 < parts.length; i += 2) headers.#list[headers.#list.length] = [parts[i], parts[i + 1]];
      }
      return headers;
    },
    lines(headers: Headers): string {
      let text = '';
      for (let i = 0; i < headers.#list.length; i++) text += `${i === 0 ? '' : '\n'}${headers.#list[i][0]}\n${headers.#list[i][1]}`;
      return text;
    },
  };
}

const { of: headersOf, lines } = Headers.internal;
export const fieldLines = lines;
delete (Headers as { internal?: unknown }).internal;

type Body = string | ArrayBuffer | ArrayBufferView | null;

/** A body that the host holds, or is still receiving. Bodies of clones share one. */
interface Remote {
  resource: number;
  /** The invocation that has it. */
  invocation: number;
  /** How many responses have yet to read it. */
  readers: number;
  signal: AbortSignal | undefined;
}

/** What a fetched answer begins with; `headers` as {@link fieldLines} has them. */
export interface ResponseHead {
  status: number;
  statusText: string;
  headers: string;
  /** After redirects. */
  url: string;
  redirected: boolean;
}

/** https://fetch.spec.whatwg.org/#response-class */
export class Response {
  #status: number;
  #statusText: string;
  /** Made when they are first asked for: most readers of an answer never do. */
  #headers: Headers | undefined;
  /** Of a fetched answer. */
  #head: ResponseHead | undefined;
  #body: Body = null;
  #remote: Remote | undefined;
  #used = false;

  constructor(body?: unknown, init: { status?: number; statusText?: string; headers?: HeadersInit_ } = {}) {
    const status = init.status ?? 200;
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw new RangeError(`Response: status must be an integer from 200 to 599, not ${String(init.status)}`);
    }
    this.#status = status;
    this.#statusText = String(init.statusText ?? '');
    if (init.headers !== undefined) this.#headers = new Headers(init.headers);
    if (body === undefined || body === null) return;
    if (status === 204 || status === 205 || status === 304) throw new TypeError(`Response: a ${status} has no body`);
    if (body instanceof ArrayBuffer || ArrayBufferIsView(body)) {
      this.#body = body as ArrayBuffer | ArrayBufferView;
    } else {
      this.#body = String(body);
      if (!this.headers.has('content-type')) this.headers.set('content-type', 'text/plain;charset=UTF-8');
    }
  }

  static json(value: unknown, init: { status?: number; statusText?: string; headers?: HeadersInit_ } = {}): Response {
    const text = JSON.stringify(value);
    if (text === undefined) throw new TypeError('Response.json: the value is not JSON');
    const headers = new Headers(init.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new Response(text, { ...init, headers });
  }
  static redirect(url: string | { href: string }, status = 302): Response {
    if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`Response.redirect: ${status} is not a redirect`);
    return new Response(null, { status, headers: { location: typeof url === 'string' ? url : url.href } });
  }

  get status(): number {
    return this.#status;
  }
  get statusText(): string {
    return this.#statusText;
  }
  get headers(): Headers {
    return (this.#headers ??= headersOf(this.#head?.headers ?? ''));
  }
  get ok(): boolean {
    return this.#status >= 200 && this.#status <= 299;
  }
  get type(): string {
    return this.#head === undefined ? 'default' : 'basic';
  }
  get url(): string {
    return this.#head?.url ?? '';
  }
  get redirected(): boolean {
    return this.#head?.redirected ?? false;
  }
  get bodyUsed(): boolean {
    return this.#used;
  }
  clone(): Response {
    this.#checkUnused();
    const copy = new Response(null, { status: this.#status, statusText: this.#statusText, headers: this.headers });
    copy.#body = this.#body;
    copy.#remote = this.#remote;
    if (copy.#remote !== undefined) copy.#remote.readers++;
    copy.#head = this.#head;
    return copy;
  }

  #checkUnused(): void {
    if (this.#used) throw new TypeError('Response: the body has been read already');
  }
  #take(): Body {
    this.#checkUnused();
    this.#used = this.#body !== null || this.#remote !== undefined;
    return this.#body;
  }

  /** Reads the body: an operation where it was fetched, a promise where an author made it. */
  #read<T>(name: string, convert: (body: Body) => T): Promise<T> {
    let body: Body;
    try {
      body = this.#take();
    } catch (e) {
      return Promise.reject(e);
    }
    if (this.#head === undefined) return new Promise((resolve) => resolve(convert(body)));
    const remote = this.#remote;
    return operation({
      label: `res.${name}`,
      name: 'fetch.body',
      args: remote === undefined ? [] : [remote.resource, --remote.readers === 0],
      invocation: remote?.invocation,
      signal: remote?.signal,
      local: remote === undefined ? () => convert(body) : undefined,
      decode: (_value, bytes) => convert(bytes ?? null),
    }) as Promise<T>;
  }
  text(): Promise<string> {
    return this.#read('text', toText);
  }
  json(): Promise<unknown> {
    return this.#read('json', (body) => JSONParse(toText(body)) as unknown);
  }
  bytes(): Promise<Uint8Array> {
    return this.#read('bytes', (body) => new Uint8Array(toBuffer(body)));
  }
  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#read('arrayBuffer', toBuffer);
  }
  get [Symbol.toStringTag](): string {
    return 'Response';
  }

  /** What the runtime does with responses. Taken off the class below: it is not the author's. */
  static internal = {
    /** Takes the body of an answer without waiting. @throws TypeError when it is still to come */
    take(response: Response): Body {
      return response.#take();
    },
    /** Waits for a body that is still to come. @returns undefined when nothing is, else what gives the same response, its body unread */
    arrive(response: Response): PromiseLike<Response> | undefined {
      if (response.#remote === undefined) return undefined;
      return response.#read('body', (body) => {
        response.#remote = undefined;
        response.#body = body;
        response.#used = false;
        return response;
      });
    },
    fetched(head: ResponseHead, resource: number | undefined, body: Body, invocation: number, signal: AbortSignal | undefined): Response {
      const response = new Response();
      response.#status = head.status;
      response.#statusText = head.statusText;
      response.#head = head;
      response.#body = body;
      if (resource !== undefined) response.#remote = { resource, invocation, readers: 1, signal };
      return response;
    },
  };
}

export const { take: takeBody, arrive, fetched: fetchedResponse } = Response.internal;
delete (Response as { internal?: unknown }).internal;

function toText(body: Body): string {
  return body === null ? '' : typeof body === 'string' ? body : host.decodeUtf8(body);
}

function toBuffer(body: Body): ArrayBuffer {
  if (body === null) return new ArrayBuffer(0);
  if (typeof body === 'string') return host.encodeUtf8(body);
  if (body instanceof ArrayBuffer) return body.slice(0);
  return body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength) as ArrayBuffer;
}
