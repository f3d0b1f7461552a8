// The types of WebSockets. Written by titan: what is changed here is lost.

declare namespace Titan {
  interface Host {
    readonly ws: WebSockets;
  }

  /** What can be sent on a socket: text and bytes as they are, anything else as JSON. */
  type SocketData = string | ArrayBuffer | ArrayBufferView | object | number | boolean | null;

  /**
   * An open WebSocket (RFC 6455). It belongs to one worker for its life, and its handlers are called one after the other.
   *
   * @typeParam D what the author keeps in `data`
   */
  interface Socket<D = any> {
    /** Unique in the process, and not to be guessed. */
    readonly id: string;
    /** The request that it came of. */
    readonly request: ActionRequest;
    readonly params: ActionRequest['params'];
    readonly query: ActionRequest['query'];
    readonly headers: ActionRequest['headers'];
    readonly cookies: ActionRequest['cookies'];
    readonly ip: string;
    readonly url: string;
    readonly path: string;
    /** The sub-protocol that was agreed on; empty for none. */
    readonly protocol: string;
    /** The author's own: what `upgrade` has returned as `data`, or what was set since. */
    data: D;
    /** The rooms it is in. */
    readonly rooms: string[];
    /** Bytes that wait to be sent. */
    readonly bufferedAmount: number;
    /** Aborted when it has closed. */
    readonly signal: AbortSignal;
    /**
     * Sends a message. It is on its way at once; to drift the outcome waits until not much more waits to be sent, which is how to send a lot.
     * @returns whether it will reach the client, if that stays
     * @throws TypeError for what JSON cannot say, and a promise
     */
    send(data: SocketData): Operation<boolean>;
    /**
     * Closes it after what was sent before.
     * @param code 1000 (the default) to 1003, 1007 to 1014, or 3000 to 4999
     * @param reason at most 123 bytes
     * @throws RangeError for another code or a longer reason
     */
    close(code?: number, reason?: string): void;
    /** Enters a room; a room is there while somebody is in it. @param room 1 to 1,024 characters. @returns false when the socket is closed */
    join(room: string): boolean;
    /** @returns whether it was in the room */
    leave(room: string): boolean;
    /** Sends to all others in a room, whichever worker they belong to. @returns to how many */
    broadcast(room: string, data: SocketData): number;
  }

  /** The handlers of a socket. Each may drift or await; the next waits for it. What one returns is waited for if there is something to wait for. */
  interface SocketDefinition<D = any> {
    /** Sub-protocols that are spoken, the preferred first. A client that offers none of them gets none. */
    protocols?: readonly string[];
    /** Origins whose pages may open it beside the app's own; `*` for all. In development pages of this machine may. Clients that send no Origin always may. */
    origins?: readonly string[];
    /**
     * Decides about a request before it becomes a socket: an HttpError or an answer refuses it, `false` with 403; anything else accepts.
     * `data` becomes `socket.data`, `protocol` the sub-protocol, `headers` are sent with the handshake.
     */
    upgrade?(request: ActionRequest): Accepted<D> | Promise<Accepted<D>>;
    open?(socket: Socket<D>, request: ActionRequest): unknown;
    /** A whole message: text as a string, binary as bytes. */
    message?(socket: Socket<D>, data: string | Uint8Array): unknown;
    /** The socket is closed. Called once for each that was opened. @param code 1005 when the client sent none, 1006 when it vanished */
    close?(socket: Socket<D>, code: number, reason: string): unknown;
    /** A handler has thrown: the log has it, and the socket closes with 1011 after this. */
    error?(socket: Socket<D>, error: any): unknown;
  }

  type Accepted<D> = void | boolean | { data?: D; protocol?: string; headers?: HeadersLike } | object;

  type HeadersLike = Record<string, string | number | readonly string[]>;

  /**
   * The sockets of the app, from actions, services, tasks and other sockets alike, whichever worker each belongs to. A socket is given by itself or by its id. What is called is done at once, drifted or not;
   * an unknown id is no error.
   */
  interface WebSockets {
    /** As `socket.send`. */
    send(socket: Socket | string, data: SocketData): Operation<boolean>;
    /** Sends to all in a room; to all sockets for null, or with the data alone. @returns to how many */
    broadcast(room: string | null, data: SocketData, options?: { except?: Socket | string | readonly (Socket | string)[] }): Operation<number>;
    broadcast(data: SocketData): Operation<number>;
    join(socket: Socket | string, room: string): Operation<boolean>;
    leave(socket: Socket | string, room: string): Operation<boolean>;
    /** As `socket.close`. @returns whether there is such a socket */
    close(socket: Socket | string, code?: number, reason?: string): Operation<boolean>;
    rooms(socket: Socket | string): Operation<string[]>;
    /** The ids of those in a room, or of all. */
    members(room?: string): Operation<string[]>;
    count(room?: string): Operation<number>;
  }

  /** Types the definition of a socket, which it returns: `export const socket = defineSocket({ message(socket, data) { … } })`. */
  type DefineSocket = <D = any>(definition: SocketDefinition<D>) => SocketDefinition<D>;
}

declare module 'titan' {
  export const defineSocket: Titan.DefineSocket;
  export type Socket<D = any> = Titan.Socket<D>;
  export type SocketDefinition<D = any> = Titan.SocketDefinition<D>;
}
