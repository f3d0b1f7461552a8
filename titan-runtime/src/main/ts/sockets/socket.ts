/** A socket as its handlers hold it. */
import { abortSignal, type AbortSignal, createSignal, DOMException, held, host, hostOperation } from 'titan:kernel';
import { codeOf, messageOf, reasonOf, roomOf } from './message';

/** A request for a socket, as actions have requests. */
export interface SocketRequest {
  readonly url: string;
  readonly path: string;
  readonly ip: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: Record<string, string>;
  readonly cookies: unknown;
}

type Handler<A extends unknown[]> = (...args: A) => unknown;

/** What an action exports as its socket. */
export interface Definition {
  upgrade?: Handler<[request: unknown]>;
  open?: Handler<[socket: Socket, request: unknown]>;
  message?: Handler<[socket: Socket, data: string | Uint8Array]>;
  close?: Handler<[socket: Socket, code: number, reason: string]>;
  error?: Handler<[socket: Socket, error: unknown]>;
  protocols?: readonly string[];
  origins?: readonly string[];
}

/** How the host has taken a message: not at all, as it should be, or with so much waiting before it that more had better wait. */
const REFUSED = 0;
const CROWDED = 2;

/**
 * The operation that a send gives back. The message is on its way before anybody waits for it; who does goes on once not too much waits to be sent. Its outcome is whether the
 * message will reach the client, if that stays.
 */
export function sending(label: string, id: string, taken: number): PromiseLike<unknown> {
  const local = taken === CROWDED ? undefined : () => taken !== REFUSED;
  return held(hostOperation({ label, name: 'ws.ready', args: id, local }));
}

/** Whether it is closed, and what tells its code so. */
interface State {
  readonly definition: Definition;
  readonly generation: unknown;
  open: boolean;
  signal: AbortSignal | undefined;
}

export class Socket {
  readonly #state: State;
  /** Nobody can guess it; {@link https://www.rfc-editor.org/rfc/rfc4648#section-5 base64url}. */
  readonly id: string;
  /** The request that it came of. */
  readonly request: SocketRequest;
  /** The author's own. */
  data: unknown;
  /** The sub-protocol that was agreed on; empty for none. */
  protocol = '';

  constructor(id: string, request: SocketRequest, definition: Definition, generation: unknown, data: unknown) {
    this.id = id;
    this.request = request;
    this.data = data;
    this.#state = { definition, generation, open: true, signal: undefined };
  }

  static stateOf(socket: Socket): State {
    return socket.#state;
  }

  static closed(socket: Socket): void {
    const state = socket.#state;
    state.open = false;
    if (state.signal !== undefined) abortSignal(state.signal, new DOMException('the socket has closed', 'AbortError'));
  }

  get params(): unknown {
    return this.request.params;
  }
  get query(): unknown {
    return this.request.query;
  }
  get headers(): unknown {
    return this.request.headers;
  }
  get cookies(): unknown {
    return this.request.cookies;
  }
  get ip(): string {
    return this.request.ip;
  }
  get url(): string {
    return this.request.url;
  }
  get path(): string {
    return this.request.path;
  }
  /** The rooms it is in. */
  get rooms(): string[] {
    return JSON.parse(host.socketRooms(this.id)) as string[];
  }
  /** Bytes that wait to be sent. */
  get bufferedAmount(): number {
    return host.socketBuffered(this.id);
  }
  /** Aborted when it has closed. */
  get signal(): AbortSignal {
    const state = this.#state;
    if (state.signal === undefined) {
      state.signal = createSignal();
      if (!state.open) abortSignal(state.signal, new DOMException('the socket has closed', 'AbortError'));
    }
    return state.signal;
  }

  send(data: unknown): PromiseLike<unknown> {
    return sending('socket.send', this.id, host.socketSend(this.id, messageOf('socket.send', data)));
  }
  close(code: unknown = undefined, reason: unknown = undefined): void {
    host.socketClose(this.id, codeOf('socket.close', code), reasonOf('socket.close', reason));
  }
  join(room: unknown): boolean {
    return host.socketJoin(this.id, roomOf('socket.join', room));
  }
  leave(room: unknown): boolean {
    return host.socketLeave(this.id, roomOf('socket.leave', room));
  }
  /** Sends to all others in a room. @returns to how many */
  broadcast(room: unknown, data: unknown): number {
    return host.socketBroadcast(roomOf('socket.broadcast', room), messageOf('socket.broadcast', data), this.id);
  }
  get [Symbol.toStringTag](): string {
    return 'Socket';
  }
}
