/** fetch (https://fetch.spec.whatwg.org/#fetch-method): `t.fetch` and the global are one and the same function. It gives an operation, which starts when it is drifted or awaited. */
import { AbortSignal } from '../abort';
import { fetchedResponse, fieldLines, Headers, type HeadersInit_, type Response } from '../http/web';
import { host } from '../kernel/host';
import { operation } from '../kernel/operations';
import { ArrayBufferIsView } from '../kernel/primordials';

interface RequestInit {
  method?: unknown;
  headers?: HeadersInit_;
  body?: unknown;
  redirect?: unknown;
  signal?: unknown;
}

interface Prepared {
  args: unknown[];
  bytes: ArrayBuffer | ArrayBufferView | undefined;
  signal: AbortSignal | undefined;
}

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const NORMALISED = /^(?:delete|get|head|options|post|put|patch)$/i;
const FORBIDDEN = /^(?:connect|trace|track)$/i;

function methodOf(given: unknown): string {
  const method = String(given);
  if (!NAME.test(method)) throw new TypeError(`fetch: ${JSON.stringify(method)} is not a method`);
  if (FORBIDDEN.test(method)) throw new TypeError(`fetch: the method ${method} is not allowed`);
  return NORMALISED.test(method) ? method.toUpperCase() : method;
}

function signalOf(given: unknown): AbortSignal | undefined {
  if (given === undefined || given === null) return undefined;
  if (!(given instanceof AbortSignal)) throw new TypeError('fetch: signal must be an AbortSignal');
  return given;
}

/** Bytes of a body, and the media type that follows from its kind. */
function bodyOf(body: unknown): { bytes: ArrayBuffer | ArrayBufferView; type?: string } {
  if (body instanceof ArrayBuffer || ArrayBufferIsView(body)) return { bytes: body as ArrayBuffer | ArrayBufferView };
  const form = typeof body === 'object' && (body as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === 'URLSearchParams';
  if (typeof body === 'object' && !form) {
    throw new TypeError('fetch: the body must be a string, bytes or URLSearchParams; for JSON pass JSON.stringify(value)');
  }
  return {
    bytes: host.encodeUtf8(String(body)),
    type: form ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'text/plain;charset=UTF-8',
  };
}

function prepare(input: unknown, init: RequestInit): Prepared {
  if (typeof input !== 'string' && (typeof input !== 'object' || input === null)) throw new TypeError('fetch: the first argument must be a URL');
  const url = typeof input === 'object' && typeof (input as { href?: unknown }).href === 'string' ? (input as { href: string }).href : String(input);
  const method = methodOf(init.method ?? 'GET');
  const headers = new Headers(init.headers);
  let bytes: Prepared['bytes'];
  if (init.body !== undefined && init.body !== null) {
    if (method === 'GET' || method === 'HEAD') throw new TypeError(`fetch: a ${method} has no body`);
    const made = bodyOf(init.body);
    bytes = made.bytes;
    if (made.type !== undefined && !headers.has('content-type')) headers.set('content-type', made.type);
  }
  if (!headers.has('accept')) headers.set('accept', '*/*');
  if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'gzip, deflate');
  if (!headers.has('user-agent')) headers.set('user-agent', 'titan');
  return { args: [method, url, fieldLines(headers), String(init.redirect ?? 'follow')], bytes, signal: signalOf(init.signal) };
}

/** What the host says of an answer; `text`, or bytes beside it, is the whole body, `resource` names one that is still to come. */
interface Head {
  status: number;
  statusText: string;
  headers: string;
  /** After redirects. */
  url: string;
  redirected: boolean;
  text?: string;
  resource?: number;
}

/** Never throws: what is wrong with the arguments is how the operation ends. */
export function fetch(input: unknown, init: RequestInit = {}): PromiseLike<Response> {
  let prepared: Prepared;
  try {
    prepared = prepare(input, init ?? {});
  } catch (e) {
    return operation({
      label: 't.fetch',
      name: 'fetch',
      args: [],
      local: () => {
        throw e;
      },
    }) as PromiseLike<Response>;
  }
  const { args, bytes, signal } = prepared;
  return operation({
    label: 't.fetch',
    name: 'fetch',
    args,
    bytes,
    signal,
    decode(value, body, scope) {
      const head = value as Head;
      return fetchedResponse(head, head.text ?? body ?? null, scope, signal);
    },
  }) as PromiseLike<Response>;
}
