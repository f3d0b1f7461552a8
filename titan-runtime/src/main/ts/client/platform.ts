/** The globals that every place has in which the client runs (Ecma minimum common web API), as far as it uses them. */

export interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** https://websockets.spec.whatwg.org/#the-websocket-interface */
export interface WebSocket {
  binaryType: string;
  onmessage: ((event: { data: unknown }) => void) | null;
  onerror: (() => void) | null;
  onclose: (() => void) | null;
  send(data: Uint8Array): void;
  close(code?: number): void;
}

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  arrayBuffer(): Promise<ArrayBuffer>;
}

export type Fetch = (url: string, init: { method: string; headers: Record<string, string>; body: Uint8Array; signal: AbortSignal }) => PromiseLike<FetchResponse>;

interface Platform {
  AbortController: new () => { readonly signal: AbortSignal; abort(): void };
  TextDecoder: new () => { decode(bytes: Uint8Array): string };
  TextEncoder: new () => { encode(text: string): Uint8Array };
  WebSocket: new (url: string) => WebSocket;
  fetch: Fetch;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** Looked up when used: a test may have put others in their place. */
export const platform = globalThis as unknown as Platform;
