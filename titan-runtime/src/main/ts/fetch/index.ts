/** fetch (https://fetch.spec.whatwg.org/#fetch-method): `t.fetch` and the global are one and the same function. It gives an operation, which starts when it is drifted or awaited. */
import { AbortSignal } from '../abort';
import { takeBody } from '../http/content';
import { extract, type Whole } from '../http/extract';
import { fieldLines, Headers, type HeadersInit_ } from '../http/headers';
import { methodOf, redirectOf } from '../http/method';
import { isRequest, type OutgoingRequest } from '../http/requests';
import { fetchedResponse, type Response } from '../http/web-response';
import { host } from '../kernel/host';
import { inWords } from '../kernel/in-words';
import { operation } from '../kernel/operations';
import { recordedSpan, type Span, traceLine } from '../kernel/trace';
import { ArrayIsArray, ObjectGetPrototypeOf, ObjectPrototype, RegExpTest, StringIndexOf, StringSlice } from '../kernel/primordials';
import { isStream } from '../streams/source';
import { sendStream } from './upload';

interface RequestInit {
  method?: unknown;
  headers?: HeadersInit_;
  body?: unknown;
  redirect?: unknown;
  signal?: unknown;
}

interface Prepared {
  /** A line for the trace or none, then method, URL, redirect mode, a line for the name of each header field and one for its value. */
  head: string;
  bytes: ArrayBuffer | ArrayBufferView | undefined;
  /** What gives the body over time, in place of bytes. */
  given: object | undefined;
  signal: AbortSignal | undefined;
  /** What it is recorded as; the head tells the other server of it. */
  span: Span | undefined;
}

const BREAKS = /[\t\n\r]/;
const ALL_BREAKS = /[\t\n\r]+/g;
function signalOf(given: unknown): AbortSignal | undefined {
  if (given === undefined || given === null) return undefined;
  if (!(given instanceof AbortSignal)) throw new TypeError('fetch: signal must be an AbortSignal');
  return given;
}

/** What is sent where the author has set no such field. */
const OWN_FIELDS: readonly (readonly [string, string])[] = [['accept', '*/*'], ['accept-encoding', 'gzip, deflate, br'], ['user-agent', 'titan']];

/** The end of the head of most requests, which are made without init. */
const PLAIN = headEnd('follow', new Headers());

function headEnd(redirect: string, headers: Headers): string {
  for (let i = 0; i < OWN_FIELDS.length; i++) if (!headers.has(OWN_FIELDS[i][0])) headers.set(OWN_FIELDS[i][0], OWN_FIELDS[i][1]);
  return `\n${redirect}\n${fieldLines(headers)}`;
}

function urlOf(input: unknown): string {
  if (typeof input !== 'string' && (typeof input !== 'object' || input === null)) throw new TypeError(`fetch: the first argument must be a URL, not ${inWords(input)}`);
  const url = typeof input === 'object' && typeof (input as { href?: unknown }).href === 'string' ? (input as { href: string }).href : String(input);
  // The URL Standard drops them, and here they would end the line.
  return RegExpTest(BREAKS, url) ? url.replace(ALL_BREAKS, '') : url;
}

function prepare(input: unknown, init: RequestInit | undefined | null): Prepared {
  if (init !== undefined && init !== null && typeof init !== 'object' && typeof init !== 'function') throw new TypeError(`fetch: the second argument must be an object, not ${inWords(init)}`);
  if (typeof input === 'object' && input !== null && isRequest(input)) return prepareInit(input.url, init ?? {}, input);
  const url = urlOf(input);
  if (init === undefined || init === null) {
    const span = recordedSpan();
    return { head: `${traceLine(span)}GET\n${url}${PLAIN}`, bytes: undefined, given: undefined, signal: undefined, span };
  }
  return prepareInit(url, init);
}

/** An object or array would be sent as the text that String() makes of it: never what was meant. */
function refuseData(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const prototype = ObjectGetPrototypeOf(body) as object | null;
  if ((prototype === ObjectPrototype || prototype === null || ArrayIsArray(body)) && !isStream(body)) {
    throw new TypeError('fetch: the body must be a string, bytes, a stream, FormData, a Blob or URLSearchParams; for JSON pass JSON.stringify(value)');
  }
}

/** @param from what the options are for, where it is a Request */
function prepareInit(url: string, init: RequestInit, from?: OutgoingRequest): Prepared {
  const method = init.method === undefined ? (from?.method ?? 'GET') : methodOf(init.method, 'fetch');
  const redirect = redirectOf(init.redirect ?? from?.redirect ?? 'follow', 'fetch');
  const headers = new Headers(init.headers ?? from?.headers);
  const signal = signalOf(init.signal === undefined ? from?.signal : init.signal);
  let whole: Whole = null;
  let given: object | undefined;
  if (init.body !== undefined && init.body !== null) {
    refuseData(init.body);
    const made = extract(init.body, 'fetch');
    ({ whole, given } = made);
    if (made.type !== undefined && !headers.has('content-type')) headers.set('content-type', made.type);
  } else if (from !== undefined) {
    const taken = takeBody(from);
    if ('given' in taken) given = taken.given;
    else whole = taken.whole;
  }
  if ((whole !== null || given !== undefined) && (method === 'GET' || method === 'HEAD')) throw new TypeError(`fetch: a ${method} has no body`);
  const bytes = typeof whole === 'string' ? host.encodeUtf8(whole) : (whole ?? undefined);
  const span = recordedSpan();
  return { head: `${traceLine(span)}${method}\n${url}${headEnd(redirect, headers)}`, bytes, given, signal, span };
}

/** Never throws: what is wrong with the arguments is how the operation ends. */
export function fetch(input: unknown, init?: RequestInit): PromiseLike<Response> {
  let prepared: Prepared;
  try {
    prepared = prepare(input, init);
  } catch (e) {
    return operation({
      label: 't.fetch',
      name: 'fetch',
      args: '',
      local: () => {
        throw e;
      },
    }) as PromiseLike<Response>;
  }
  const { head, bytes, given, signal, span } = prepared;
  if (given !== undefined) return sendStream(head, given, signal, span, (text, body, scope) => answerOf(text as string, body, scope, signal));
  return operation({
    label: 't.fetch',
    name: 'fetch',
    args: head,
    bytes,
    signal,
    span,
    decode: signal === undefined ? decode : (text, body, scope) => answerOf(text as string, body, scope, signal),
  }) as PromiseLike<Response>;
}

function decode(text: unknown, body: ArrayBuffer | undefined, scope: number): Response {
  return answerOf(text as string, body, scope, undefined);
}

/**
 * An answer as the host tells of it, in lines: the number of a body that is still to come, or 0; status, 1 if it was redirected, and the length of the header lines; status
 * text; URL. Then follow the header lines, and then a body that is text. A body that came along and is none lies beside it.
 */
function answerOf(text: string, bytes: ArrayBuffer | undefined, scope: number, signal: AbortSignal | undefined): Response {
  const status = StringIndexOf(text, '\n') + 1;
  const statusText = StringIndexOf(text, '\n', status) + 1;
  const url = StringIndexOf(text, '\n', statusText) + 1;
  const headers = StringIndexOf(text, '\n', url) + 1;
  const headersEnd = headers + +StringSlice(text, status + 6, statusText - 1);
  const resource = +StringSlice(text, 0, status - 1);
  return fetchedResponse(
    {
      status: +StringSlice(text, status, status + 3),
      statusText: StringSlice(text, statusText, url - 1),
      headers: StringSlice(text, headers, headersEnd),
      url: StringSlice(text, url, headers - 1),
      redirected: text[status + 4] === '1',
    },
    resource === 0 ? undefined : resource,
    resource === 0 ? (bytes ?? StringSlice(text, headersEnd)) : null,
    scope,
    signal,
  );
}
