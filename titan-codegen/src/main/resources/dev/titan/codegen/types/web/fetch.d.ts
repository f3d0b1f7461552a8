// The types of fetch, a web standard. Written by titan: what is changed here is lost.

/** https://fetch.spec.whatwg.org/#headers-class */
declare class Headers {
  constructor(init?: Headers | Iterable<readonly [string, string]> | Record<string, string>);
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  getSetCookie(): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  forEach(callback: (value: string, name: string, headers: Headers) => void, thisArg?: unknown): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

/** What can be a body. Of a stream the chunks are bytes or strings. */
type BodyInit =
  | string
  | ArrayBuffer
  | ArrayBufferView
  | ReadableStream
  | AsyncIterable<string | ArrayBuffer | ArrayBufferView>
  | URLSearchParams
  | FormData
  | Blob;

interface ResponseInit {
  /** 200 to 599, default 200. */
  status?: number;
  statusText?: string;
  headers?: Headers | Iterable<readonly [string, string]> | Record<string, string>;
}

/** https://fetch.spec.whatwg.org/#response-class */
declare class Response {
  constructor(body?: BodyInit | null, init?: ResponseInit);
  static json(value: unknown, init?: ResponseInit): Response;
  static redirect(url: string | { readonly href: string }, status?: 301 | 302 | 303 | 307 | 308): Response;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly ok: boolean;
  /** The body as a stream of bytes; null when there is none. */
  readonly body: ReadableStream<Uint8Array> | null;
  readonly bodyUsed: boolean;
  readonly type: string;
  readonly url: string;
  readonly redirected: boolean;
  /** @throws TypeError when the body has been read already */
  clone(): Response;
  /** The body as UTF-8; malformed sequences become U+FFFD. Each of these reads the body, which can be done once; for a fetched response they are operations. */
  text(): Promise<string>;
  /** The body as JSON. Rejects with SyntaxError when it is none. */
  json(): Promise<any>;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
  formData(): Promise<FormData>;
}

interface RequestInit {
  /** Default GET. CONNECT, TRACE and TRACK are refused. */
  method?: string;
  /** Fields that belong to the connection, such as Content-Length, are left out. */
  headers?: Headers | Iterable<readonly [string, string]> | Record<string, string>;
  /** Not with GET and HEAD. A string is sent as UTF-8, a stream in chunks. */
  body?: BodyInit | null;
  /** Other runtimes want it with a body that is a stream; it has no effect. */
  duplex?: 'half';
  /** `follow` (default) up to 20 redirects, `error` to fail at the first, `manual` to get the answer that redirects. */
  redirect?: 'follow' | 'error' | 'manual';
  /** Ends the exchange when it is aborted: what waits gets the signal's reason. */
  signal?: AbortSignal | null;
}

/** https://fetch.spec.whatwg.org/#request-class */
declare class Request {
  /** @throws TypeError for a URL that is not absolute, a method that is not allowed, a body with GET or HEAD */
  constructor(input: string | { readonly href: string } | Request, init?: RequestInit);
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly redirect: 'follow' | 'error' | 'manual';
  readonly signal: AbortSignal;
  readonly body: ReadableStream<Uint8Array> | null;
  readonly bodyUsed: boolean;
  readonly duplex: 'half';
  clone(): Request;
  text(): Promise<string>;
  json(): Promise<any>;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
  formData(): Promise<FormData>;
}

/**
 * Sends a request over HTTP or HTTPS and gives the answer as soon as its head is there; the body is read after. Starts when it is drifted or awaited. Any status is an
 * answer: look at `ok`.
 *
 * Rejects with TypeError when no answer comes (`code` says why: ECONNREFUSED, ENOTFOUND, ECONNRESET, CERT_UNTRUSTED, …), TimeoutError beyond
 * `limits.fetch.connectMs` (5 s) and `limits.fetch.totalMs` (30 s, to the last byte of the body), PermissionError where `permissions.net` does not allow the
 * address, AbortError when the request that it belongs to has ended. A body beyond `limits.fetch.bodyBytes` (32 MiB) rejects when it is read.
 */
declare function fetch(url: string | { readonly href: string } | Request, init?: RequestInit): Titan.Operation<Response>;
