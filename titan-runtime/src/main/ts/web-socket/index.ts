/** WebSocket (https://websockets.spec.whatwg.org), as a client: with the permissions and limits of fetch, and the same end, that of the request in which it was made. */
import {
  ArrayBufferIsView, currentNumber, defineHandler, defineInterface, DOMException, Event, EventTarget, fire, host, hostOperation, requireArguments, toUSVString,
} from 'titan:kernel';
import { type Blob, blobOf, contentOf, isBlob } from 'titan:file';
import { failure, MessageEvent } from 'titan:messaging';
import { URL } from 'titan:url';
import { CloseEvent } from './close-event';

export { CloseEvent } from './close-event';

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const ABNORMAL = 1006;
const LONGEST_REASON = 123;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

interface Arrival {
  type: 'text' | 'binary' | 'close';
  text?: string;
  code?: number;
  reason?: string;
  clean?: boolean;
}

/** @throws DOMException SyntaxError for what is no URL of a WebSocket */
function parse(url: unknown): { shown: string; origin: string; http: string } {
  const parsed = URL.parse(toUSVString(url));
  const wrong = (what: string): DOMException => new DOMException(`WebSocket: '${String(url)}' ${what}`, 'SyntaxError');
  if (parsed === null) throw wrong('is not an absolute URL');
  if (parsed.protocol === 'http:') parsed.protocol = 'ws:';
  if (parsed.protocol === 'https:') parsed.protocol = 'wss:';
  if (parsed.protocol !== 'ws:' && parsed.protocol !== 'wss:') throw wrong('must begin with ws:, wss:, http: or https:');
  if (parsed.hash !== '' || parsed.href.endsWith('#')) throw wrong('must not have a fragment');
  return { shown: parsed.href, origin: parsed.origin, http: parsed.href.replace(/^ws/, 'http') };
}

function protocolsOf(given: unknown): string[] {
  const list = typeof given === 'object' && given !== null ? [...(given as Iterable<unknown>)].map(String) : given === undefined ? [] : [String(given)];
  list.forEach((one, i) => {
    if (!TOKEN.test(one) || list.indexOf(one) !== i) throw new DOMException(`WebSocket: '${one}' is not a protocol, or named twice`, 'SyntaxError');
  });
  return list;
}

export class WebSocket extends EventTarget {
  readonly #url: string;
  readonly #origin: string;
  readonly #scope = currentNumber();
  #readyState = CONNECTING;
  #protocol = '';
  #binaryType: 'blob' | 'arraybuffer' = 'blob';
  #bufferedAmount = 0;
  #resource: number | undefined;

  constructor(url: unknown, protocols: unknown = undefined) {
    requireArguments('WebSocket', arguments, 1);
    super();
    const { shown, origin, http } = parse(url);
    this.#url = shown;
    this.#origin = origin;
    this.#ask('open', [http, protocolsOf(protocols).join(',')]).then(
      ({ value }) => this.#opened(value as { protocol: string; resource: number }),
      (reason) => this.#failed(reason),
    );
  }
  get url(): string {
    return this.#url;
  }
  get readyState(): number {
    return this.#readyState;
  }
  get bufferedAmount(): number {
    return this.#bufferedAmount;
  }
  get extensions(): string {
    void this.#url;
    return '';
  }
  get protocol(): string {
    return this.#protocol;
  }
  get binaryType(): string {
    return this.#binaryType;
  }
  set binaryType(type: string) {
    if (type === 'blob' || type === 'arraybuffer') this.#binaryType = type;
  }
  /** @throws DOMException InvalidStateError before it is open */
  send(data: unknown): void {
    requireArguments('WebSocket.send', arguments, 1);
    if (this.#readyState === CONNECTING) throw new DOMException('WebSocket.send: it is not open yet', 'InvalidStateError');
    const bytes = bytesOf(data);
    const text = bytes === undefined ? toUSVString(data) : null;
    const size = bytes?.length ?? host.encodeUtf8(text as string).byteLength;
    this.#bufferedAmount += size;
    if (this.#readyState !== OPEN) return;
    this.#ask('send', [this.#resource, text], bytes).then(
      () => {
        this.#bufferedAmount -= size;
      },
      () => {},
    );
  }
  /** @throws DOMException InvalidAccessError for a code other than 1000 and 3000 to 4999, SyntaxError for a reason of more than 123 bytes */
  close(code: unknown = undefined, reason: unknown = ''): void {
    const number = code === undefined ? 0 : Math.round(Math.min(Math.max(Number(code) || 0, 0), 0xffff));
    if (code !== undefined && number !== 1000 && !(number >= 3000 && number <= 4999)) {
      throw new DOMException(`WebSocket.close: the code must be 1000 or from 3000 to 4999, not ${number}`, 'InvalidAccessError');
    }
    const text = toUSVString(reason);
    if (host.encodeUtf8(text).byteLength > LONGEST_REASON) throw new DOMException('WebSocket.close: the reason must have at most 123 bytes', 'SyntaxError');
    const before = this.#readyState;
    if (before === CLOSING || before === CLOSED) return;
    this.#readyState = CLOSING;
    if (before === OPEN) this.#ask('close', [this.#resource, number, text]).catch(() => {});
  }

  #ask(name: string, args: unknown[], bytes?: Uint8Array): Promise<{ value: unknown; bytes: ArrayBuffer | undefined }> {
    const decode = (value: unknown, body: ArrayBuffer | undefined): unknown => ({ value, bytes: body });
    const operation = hostOperation({ label: 'WebSocket', name: `socket.${name}`, args, bytes, decode, invocation: this.#scope });
    return new Promise((resolve, reject) => operation.subscribe(resolve as (value: unknown) => void, reject));
  }

  #opened({ protocol, resource }: { protocol: string; resource: number }): void {
    this.#resource = resource;
    if (this.#readyState === CLOSING) {
      this.#ask('close', [resource, 0, '']).catch(() => {});
      this.#failed(new Error('WebSocket: closed before it was open'));
      return;
    }
    this.#protocol = protocol;
    this.#readyState = OPEN;
    fire(this, new Event('open'));
    this.#listen();
  }
  #listen(): void {
    this.#ask('next', [this.#resource]).then(
      ({ value, bytes }) => this.#arrived(value as Arrival, bytes),
      (reason) => this.#failed(reason),
    );
  }
  #arrived({ type, text, code, reason, clean }: Arrival, bytes: ArrayBuffer | undefined): void {
    if (type === 'close') {
      if (!clean) fire(this, new Event('error'));
      this.#over(code as number, reason as string, clean as boolean);
      return;
    }
    if (this.#readyState === OPEN) {
      const content = bytes ?? new ArrayBuffer(0);
      const data = type === 'text' ? text : this.#binaryType === 'blob' ? blobOf(new Uint8Array(content), '') : content;
      fire(this, new MessageEvent('message', { data, origin: this.#origin }));
    }
    this.#listen();
  }
  /** It could not be opened, or the request it belongs to has ended. */
  #failed(reason: unknown): void {
    if (this.#readyState === CLOSED) return;
    this.#readyState = CLOSED;
    fire(this, failure(reason));
    this.#over(ABNORMAL, '', false);
  }
  #over(code: number, reason: string, wasClean: boolean): void {
    this.#readyState = CLOSED;
    fire(this, new CloseEvent('close', { code, reason, wasClean }));
  }
}
for (const type of ['open', 'message', 'error', 'close']) defineHandler(WebSocket.prototype, type);
for (const [name, value] of [['CONNECTING', CONNECTING], ['OPEN', OPEN], ['CLOSING', CLOSING], ['CLOSED', CLOSED]] as const) {
  Object.defineProperty(WebSocket, name, { value, enumerable: true });
  Object.defineProperty(WebSocket.prototype, name, { value, enumerable: true });
}
defineInterface(WebSocket, 'WebSocket');

/** Undefined for what is sent as text. */
function bytesOf(data: unknown): Uint8Array | undefined {
  if (isBlob(data)) return contentOf(data as Blob);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (!ArrayBufferIsView(data)) return undefined;
  const { buffer, byteOffset, byteLength } = data as ArrayBufferView;
  return new Uint8Array(buffer, byteOffset, byteLength);
}
