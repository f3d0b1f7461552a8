/** Response of the Fetch Standard (https://fetch.spec.whatwg.org/#response-class): for answers, made by an author, and for what fetch has brought. */
import type { AbortSignal } from '../abort';
import { defineInterface } from '../kernel/idl';
import { Content, copyBody, giveBody, holdBody, mixContent } from './content';
import type { Whole } from './extract';
import { Headers, headersOf, type HeadersInit_ } from './headers';

/** What a fetched answer begins with; `headers` as {@link fieldLines} has them. */
export interface ResponseHead {
  status: number;
  statusText: string;
  headers: string;
  /** After redirects. */
  url: string;
  redirected: boolean;
}

interface ResponseInit {
  status?: number;
  statusText?: string;
  headers?: HeadersInit_;
}

export class Response extends Content {
  #status: number;
  #statusText: string;
  /** Made when they are first asked for: most readers of an answer never do. */
  #headers: Headers | undefined;
  /** Of a fetched answer. */
  #head: ResponseHead | undefined;

  constructor(body?: unknown, init: ResponseInit = {}) {
    super();
    const status = init.status ?? 200;
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw new RangeError(`Response: status must be an integer from 200 to 599, not ${String(init.status)}`);
    }
    this.#status = status;
    this.#statusText = String(init.statusText ?? '');
    if (init.headers !== undefined) this.#headers = new Headers(init.headers);
    if (body === undefined || body === null) return;
    if (status === 204 || status === 205 || status === 304) throw new TypeError(`Response: a ${status} has no body`);
    const type = giveBody(this, body, 'Response');
    if (type !== undefined && !this.headers.has('content-type')) this.headers.set('content-type', type);
  }

  static json(value: unknown, init: ResponseInit = {}): Response {
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
  clone(): Response {
    const copy = new Response(null, { status: this.#status, statusText: this.#statusText, headers: this.headers });
    copyBody(this, copy);
    copy.#head = this.#head;
    return copy;
  }

  /** What the runtime does with responses. Taken off the class below: it is not the author's. */
  static made = {
    fetched(head: ResponseHead, resource: number | undefined, body: Whole, invocation: number, signal: AbortSignal | undefined): Response {
      const response = new Response();
      response.#status = head.status;
      response.#statusText = head.statusText;
      response.#head = head;
      holdBody(response, body, resource === undefined ? undefined : { resource, invocation, readers: [], signal });
      return response;
    },
  };
}

export const { fetched: fetchedResponse } = Response.made;
delete (Response as { made?: unknown }).made;
mixContent(Response.prototype);
defineInterface(Response, 'Response');
