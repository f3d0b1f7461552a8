/** Request (https://fetch.spec.whatwg.org/#request-class), for what is sent by fetch. What concerns browsers alone is kept and has no effect. */
import {
  AbortSignal, Content, copyBody, createSignal, defineInterface, giveBody, Headers, type HeadersInit_, isRequest, methodOf, mixContent, moveBody, redirectOf,
  requireArguments, setRequestCheck, toUSVString,
} from 'titan:kernel';
import { URL } from 'titan:url';

interface RequestInit {
  method?: unknown;
  headers?: HeadersInit_;
  body?: unknown;
  redirect?: unknown;
  signal?: unknown;
  window?: unknown;
  [option: string]: unknown;
}

/** The options that have no effect here, what they may be, and what they are by default. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  mode: ['cors', 'same-origin', 'no-cors'],
  credentials: ['same-origin', 'omit', 'include'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  referrerPolicy: ['', 'no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin', 'origin-when-cross-origin', 'strict-origin-when-cross-origin', 'unsafe-url'],
};

function optionOf(name: string, init: RequestInit, from: Request | undefined): string {
  const values = OPTIONS[name];
  if (init[name] === undefined) return from === undefined ? values[0] : (from as unknown as Record<string, string>)[name];
  const value = String(init[name]);
  if (!values.includes(value)) throw new TypeError(`Request: ${name} must be one of ${values.map((one) => JSON.stringify(one)).join(', ')}, not ${JSON.stringify(value)}`);
  return value;
}

/** There is no base for relative URLs here, unless an app has put a `location` in place. */
function urlOf(input: unknown): string {
  let url: { href: string; username: string; password: string };
  try {
    url = new URL(toUSVString(input), (globalThis as { location?: { href?: string } }).location?.href) as unknown as typeof url;
  } catch (e) {
    throw new TypeError(`Request: ${JSON.stringify(String(input))} is not an absolute URL`, { cause: e });
  }
  if (url.username !== '' || url.password !== '') throw new TypeError('Request: the URL must not have a user or a password');
  return url.href;
}

/** A signal that follows another. */
function following(given: unknown): AbortSignal {
  if (given === undefined || given === null) return createSignal();
  if (!(given instanceof AbortSignal)) throw new TypeError('Request: signal must be an AbortSignal');
  return AbortSignal.any([given]);
}

export class Request extends Content {
  readonly #method: string;
  readonly #url: string;
  readonly #headers: Headers;
  readonly #redirect: string;
  readonly #signal: AbortSignal;
  readonly #options: Readonly<Record<string, string>>;
  readonly #integrity: string;
  readonly #keepalive: boolean;
  readonly #referrer: string;

  constructor(input: unknown, init: RequestInit = {}) {
    requireArguments('Request', arguments, 1);
    super();
    const given: RequestInit = init ?? {};
    const from = typeof input === 'object' && input !== null && isRequest(input) ? (input as unknown as Request) : undefined;
    this.#url = from === undefined ? urlOf(input) : from.#url;
    if (given.window !== undefined && given.window !== null) throw new TypeError('Request: window can be null only');
    if (given.duplex !== undefined && given.duplex !== 'half') throw new TypeError(`Request: duplex can be "half" only, not ${JSON.stringify(given.duplex)}`);
    const options: Record<string, string> = {};
    for (const name of Object.keys(OPTIONS)) options[name] = optionOf(name, given, from);
    this.#options = options;
    this.#redirect = given.redirect === undefined ? (from?.redirect ?? 'follow') : redirectOf(given.redirect, 'Request');
    this.#method = given.method === undefined ? (from?.method ?? 'GET') : methodOf(given.method, 'Request');
    this.#integrity = given.integrity === undefined ? (from?.integrity ?? '') : String(given.integrity);
    this.#keepalive = given.keepalive === undefined ? (from?.keepalive ?? false) : Boolean(given.keepalive);
    this.#referrer = given.referrer === undefined ? (from?.referrer ?? 'about:client') : given.referrer === '' ? '' : String(given.referrer);
    this.#signal = following(given.signal === undefined ? from?.signal : given.signal);
    this.#headers = new Headers(given.headers ?? from?.headers);
    const body = given.body;
    const bodiless = this.#method === 'GET' || this.#method === 'HEAD';
    if (body !== undefined && body !== null) {
      if (bodiless) throw new TypeError(`Request: a ${this.#method} has no body`);
      const type = giveBody(this, body, 'Request');
      if (type !== undefined && !this.#headers.has('content-type')) this.#headers.set('content-type', type);
    } else if (from !== undefined) {
      if (bodiless && from.body !== null) throw new TypeError(`Request: a ${this.#method} has no body`);
      moveBody(from, this);
    }
  }

  get method(): string {
    return this.#method;
  }
  get url(): string {
    return this.#url;
  }
  get headers(): Headers {
    return this.#headers;
  }
  get destination(): string {
    return '';
  }
  get referrer(): string {
    return this.#referrer;
  }
  get referrerPolicy(): string {
    return this.#options.referrerPolicy;
  }
  get mode(): string {
    return this.#options.mode;
  }
  get credentials(): string {
    return this.#options.credentials;
  }
  get cache(): string {
    return this.#options.cache;
  }
  get redirect(): string {
    return this.#redirect;
  }
  get integrity(): string {
    return this.#integrity;
  }
  get keepalive(): boolean {
    return this.#keepalive;
  }
  get isReloadNavigation(): boolean {
    return false;
  }
  get isHistoryNavigation(): boolean {
    return false;
  }
  get signal(): AbortSignal {
    return this.#signal;
  }
  get duplex(): string {
    return 'half';
  }
  clone(): Request {
    const copy = new Request(this.#url, { ...this.#options, method: this.#method, headers: this.#headers, redirect: this.#redirect, signal: this.#signal, integrity: this.#integrity, keepalive: this.#keepalive });
    copyBody(this, copy);
    return copy;
  }

  static is = (value: object): boolean => #url in value;
}

setRequestCheck(Request.is);
delete (Request as { is?: unknown }).is;
mixContent(Request.prototype);
defineInterface(Request, 'Request');
