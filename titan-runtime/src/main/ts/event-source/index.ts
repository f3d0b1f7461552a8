/**
 * EventSource (https://html.spec.whatwg.org/#server-sent-events), over fetch: with its permissions and limits, and the same end, that of the request in which it was made.
 */
import { clearTimeout, defineHandler, defineInterface, DOMException, Event, EventTarget, fetch, fire, requireArguments, setTimeout, toUSVString } from 'titan:kernel';
import { TextDecoder } from 'titan:encoding';
import { failure, MessageEvent } from 'titan:messaging';
import { URL } from 'titan:url';
import { EventParser } from './parser';

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;
/** Until a server says otherwise, in milliseconds. */
const RECONNECT_MS = 3000;

interface Reader {
  read(): Promise<{ done: boolean; value?: Uint8Array }>;
  cancel(reason: unknown): Promise<void>;
}
interface Answer {
  readonly status: number;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  readonly body: { getReader(): Reader } | null;
}

export class EventSource extends EventTarget {
  readonly #url: string;
  readonly #origin: string;
  readonly #withCredentials: boolean;
  #readyState = CONNECTING;
  #reconnectMs = RECONNECT_MS;
  #lastEventId = '';
  #reader: Reader | undefined;
  #timer = 0;

  /** @throws DOMException SyntaxError for what is no absolute URL */
  constructor(url: unknown, eventSourceInitDict: { withCredentials?: unknown } = {}) {
    requireArguments('EventSource', arguments, 1);
    super();
    const parsed = URL.parse(toUSVString(url));
    if (parsed === null) throw new DOMException(`EventSource: '${String(url)}' is not an absolute URL`, 'SyntaxError');
    this.#url = parsed.href;
    this.#origin = parsed.origin;
    this.#withCredentials = Boolean(eventSourceInitDict?.withCredentials);
    void this.#connect();
  }
  get url(): string {
    return this.#url;
  }
  get withCredentials(): boolean {
    return this.#withCredentials;
  }
  get readyState(): number {
    return this.#readyState;
  }
  close(): void {
    this.#readyState = CLOSED;
    clearTimeout(this.#timer);
    const reader = this.#reader;
    this.#reader = undefined;
    reader?.cancel(undefined).catch(() => {});
  }

  async #connect(): Promise<void> {
    const headers: Record<string, string> = { accept: 'text/event-stream', 'cache-control': 'no-store' };
    if (this.#lastEventId !== '') headers['last-event-id'] = this.#lastEventId;
    try {
      const answer = (await fetch(this.#url, { headers })) as unknown as Answer;
      const type = answer.headers.get('content-type') ?? '';
      if (answer.status !== 200 || !/^text\/event-stream\s*(?:;|$)/i.test(type)) {
        this.#fail(new Error(`EventSource: ${this.#url} answered with the status ${answer.status} and the type ${type === '' ? 'none' : type}, not with 200 and text/event-stream`));
        await answer.body?.getReader().cancel(undefined);
        return;
      }
      await this.#receive(answer);
      this.#reconnect(new Error('EventSource: the connection has ended'));
    } catch (e) {
      // The request it belongs to has ended, or it may never connect.
      const name = (e as Error | null)?.name;
      if (name === 'AbortError' || name === 'PermissionError') this.#fail(e);
      else this.#reconnect(e);
    }
  }

  async #receive(answer: Answer): Promise<void> {
    const reader = answer.body?.getReader();
    if (this.#readyState === CLOSED) {
      await reader?.cancel(undefined);
      return;
    }
    this.#reader = reader;
    this.#readyState = OPEN;
    fire(this, new Event('open'));
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const parser = new EventParser(
      this.#lastEventId,
      ({ type, data }) => {
        this.#lastEventId = parser.lastEventId;
        if (this.#readyState !== CLOSED) fire(this, new MessageEvent(type, { data, origin: this.#origin, lastEventId: parser.lastEventId }));
      },
      (milliseconds) => {
        this.#reconnectMs = milliseconds;
      },
    );
    for (;;) {
      const { done, value } = reader === undefined ? { done: true, value: undefined } : await reader.read();
      if (done || this.#readyState === CLOSED) break;
      parser.push(decoder.decode(value, { stream: true }));
      this.#lastEventId = parser.lastEventId;
    }
  }

  #reconnect(reason: unknown): void {
    if (this.#readyState === CLOSED) return;
    this.#readyState = CONNECTING;
    this.#reader = undefined;
    fire(this, failure(reason));
    // A listener may have closed it.
    if ((this.#readyState as number) !== CLOSED) this.#timer = setTimeout(() => void this.#connect(), this.#reconnectMs);
  }

  #fail(reason: unknown): void {
    if (this.#readyState === CLOSED) return;
    this.#readyState = CLOSED;
    fire(this, failure(reason));
  }
}
for (const type of ['open', 'message', 'error']) defineHandler(EventSource.prototype, type);
for (const [name, value] of [['CONNECTING', CONNECTING], ['OPEN', OPEN], ['CLOSED', CLOSED]] as const) {
  Object.defineProperty(EventSource, name, { value, enumerable: true });
  Object.defineProperty(EventSource.prototype, name, { value, enumerable: true });
}
defineInterface(EventSource, 'EventSource');
