// The types of EventSource and WebSocket, web standards. Written by titan: what is changed here is lost.

/**
 * Events of a server, over fetch: with its permissions and limits, so a connection is made again after `limits.fetch.totalMs` at the latest. It ends with the request in which it was made.
 * https://html.spec.whatwg.org/#server-sent-events
 */
declare class EventSource extends EventTarget {
  /** @throws DOMException SyntaxError for what is no absolute URL */
  constructor(url: string | URL, init?: { withCredentials?: boolean });
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSED: 2;
  readonly url: string;
  readonly withCredentials: boolean;
  readonly readyState: 0 | 1 | 2;
  onopen: ((event: Event) => unknown) | null;
  onmessage: ((event: MessageEvent<string>) => unknown) | null;
  /** The event tells why, unlike a browser's. It connects again by itself but where `permissions.net` does not allow it, or the answer is no stream of events. */
  onerror: ((event: ErrorEvent) => unknown) | null;
  close(): void;
}

/** https://websockets.spec.whatwg.org/#the-closeevent-interface */
declare class CloseEvent extends Event {
  constructor(type: string, init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean; wasClean?: boolean; code?: number; reason?: string });
  readonly wasClean: boolean;
  readonly code: number;
  readonly reason: string;
}
/**
 * A client of a WebSocket server, with the permissions and limits of fetch: a message has at most `limits.fetch.bodyBytes`. It ends with the request in which it was made.
 * https://websockets.spec.whatwg.org/#the-websocket-interface
 */
declare class WebSocket extends EventTarget {
  /** @throws DOMException SyntaxError for what is no absolute URL of ws, wss, http or https, or has a fragment, and for protocols that are no tokens */
  constructor(url: string | URL, protocols?: string | Iterable<string>);
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSING: 2;
  static readonly CLOSED: 3;
  readonly url: string;
  readonly readyState: 0 | 1 | 2 | 3;
  /** Bytes given to `send` that have not been sent. */
  readonly bufferedAmount: number;
  readonly extensions: string;
  /** The one of the protocols that the server chose, or empty. */
  readonly protocol: string;
  /** What messages of bytes are given as; `blob` unless set. */
  binaryType: 'blob' | 'arraybuffer';
  onopen: ((event: Event) => unknown) | null;
  onmessage: ((event: MessageEvent) => unknown) | null;
  /** The event tells why, unlike a browser's: a PermissionError where `permissions.net` does not allow it. */
  onerror: ((event: ErrorEvent) => unknown) | null;
  onclose: ((event: CloseEvent) => unknown) | null;
  /** @throws DOMException InvalidStateError before it is open */
  send(data: string | ArrayBuffer | ArrayBufferView | Blob): void;
  /** @param code 1000, or 3000 to 4999 */
  close(code?: number, reason?: string): void;
}
