import type { AbortSignal } from '../abort';
import type { Invocation } from '../kernel/context';
import { host } from '../kernel/host';
import { waitUntil } from '../kernel/background';
import { StringIndexOf, StringSlice, StringSplit } from '../kernel/primordials';
import { Kind } from './body';
import { parseCookies } from './cookie';
import type { Head } from './head';
import { parseUntrusted } from './safe-json';
import { decode, parseForm, type Values, valuesOf } from './values';

/** What a request's parts are asked of the host for at most once: they are seldom read. */
interface Details {
  origin: string;
  ip: string;
  id: string;
  fields: string[];
}

/** How a route's parameter reads: its name and whether it is a number. */
export interface Parameter {
  name: string;
  number: boolean;
}

/**
 * The request an action is called with. Parts are decoded when they are first read. An invocation that has been answered may go on reading them.
 */
export class TitanRequest {
  readonly #invocation: Invocation;
  readonly method: string;
  readonly #head: Head;
  readonly #parameters: Parameter[];
  #text: unknown;
  #details: Details | undefined;
  #params: Values<string | number> | undefined;
  #query: Values | undefined;
  #headers: Values | undefined;
  #cookies: Values | undefined;
  /** Parsed by media type: JSON, form, multipart, text or bytes; undefined without a body. */
  body: unknown = undefined;

  /** @param text the body, where it is one */
  constructor(invocation: Invocation, head: Head, parameters: Parameter[], text: unknown) {
    this.#invocation = invocation;
    this.method = head.method;
    this.#head = head;
    this.#parameters = parameters;
    this.#text = text;
  }

  #detail(): Details {
    if (this.#details === undefined) {
      const lines = StringSplit(host.details(this.#invocation.number), '\n');
      const fields: string[] = [];
      for (let i = 4; i < lines.length; i++) {
        const colon = StringIndexOf(lines[i], ': ');
        if (colon < 0) continue;
        fields[fields.length] = StringSlice(lines[i], 0, colon);
        fields[fields.length] = StringSlice(lines[i], colon + 2);
      }
      this.#details = { origin: `${lines[0]}://${lines[1]}`, ip: lines[2], id: lines[3], fields };
    }
    return this.#details;
  }

  /** The absolute URL. */
  get url(): string {
    const { path, query } = this.#head;
    return this.#detail().origin + path + (query === '' ? '' : `?${query}`);
  }
  /** The path, percent-encoded. */
  get path(): string {
    return this.#head.path;
  }
  /** The address of the client; behind a trusted proxy, the one it names. */
  get ip(): string {
    return this.#detail().ip;
  }
  /** The request's id, as in the logs and in X-Request-Id. */
  get id(): string {
    return this.#detail().id;
  }
  get params(): Values<string | number> {
    if (this.#params === undefined) {
      const entries: unknown[] = [];
      for (let i = 0; i < this.#parameters.length; i++) {
        const { name, number } = this.#parameters[i];
        const text = decode(this.#head.parameter(i));
        entries[2 * i] = name;
        entries[2 * i + 1] = number ? +text : text;
      }
      this.#params = valuesOf(entries);
    }
    return this.#params;
  }
  set params(value: Values<string | number>) {
    this.#params = value;
  }
  get query(): Values {
    return (this.#query ??= parseForm(this.#head.query));
  }
  set query(value: Values) {
    this.#query = value;
  }
  /** Names in lower case. A field that recurs is joined with a comma, Cookie with a semicolon (RFC 9110, 5.3). */
  get headers(): Values {
    return (this.#headers ??= valuesOf<string>(this.#detail().fields, (name, first, next) => first + (name === 'cookie' ? '; ' : ', ') + next));
  }
  get cookies(): Values {
    if (this.#cookies === undefined) {
      const entries: string[] = [];
      const pairs = parseCookies(this.headers.cookie ?? '');
      for (let i = 0; i < pairs.length; i++) {
        entries[entries.length] = pairs[i][0];
        entries[entries.length] = pairs[i][1];
      }
      this.#cookies = valuesOf(entries);
    }
    return this.#cookies;
  }
  /** The body as it was received. */
  get rawBody(): Uint8Array {
    return new Uint8Array(host.rawBody(this.#invocation.number));
  }
  /** The body as text, whatever its media type. */
  text(): string {
    const { kind } = this.#head;
    return kind === Kind.JSON || kind === Kind.FORM || kind === Kind.TEXT
      ? (this.#text as string)
      : host.decodeUtf8(host.rawBody(this.#invocation.number));
  }
  /** The body as JSON, whatever its media type. @throws SyntaxError when it is not */
  json(): unknown {
    return parseUntrusted(this.text());
  }
  /** Aborted when the client goes away, or the time for the answer is over. */
  get signal(): AbortSignal {
    return this.#invocation.signal;
  }
  /** Lets work outlive the answer: an operation, a promise. Its failure is logged. */
  waitUntil(work: PromiseLike<unknown>): void {
    waitUntil(this.#invocation, work);
  }
  get [Symbol.toStringTag](): string {
    return 'Request';
  }
}
