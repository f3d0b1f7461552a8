import type { PipeHost } from '../streams/pipe';

/**
 * What the Java side offers to the runtime's JavaScript. Every function returns at once; none of them throws. An invocation is named by its number, 0 means
 * none.
 */
export interface Host extends PipeHost {
  /** `scheme\nhost\nip\nrequestId\n`, then a line `name: value` for each header field, names in lower case. */
  details(invocation: number): string;
  /** Its place in a trace, a line each: trace, span, flags, parent (empty for none), state. Empty where it has ended. */
  trace(invocation: number): string;
  /** The request's body as it was received. */
  rawBody(invocation: number): ArrayBuffer;
  /** Takes what the outbox holds (`outbox.ts`). */
  post(records: string): void;
  /** Settles an invocation whose `invoke` returned {@link PENDING}, where the outbox cannot: with an answer that has bytes, or is streamed. */
  complete(invocation: number, result: string, bytes?: ArrayBuffer | ArrayBufferView): void;
  /** The invocation has work that outlives its answer: `details`, `rawBody` and operations go on until `release`. */
  keep(invocation: number): void;
  release(invocation: number): void;
  /** The app has a function that the host is to call on its own; `options` are JSON for whoever does. A further one of that kind and name takes its place. Its result is what is wrong with the options, if anything. */
  handler(kind: string, name: string, generation: number, options: string): string | null | undefined;
  /** The author's place that a stack is of, with the path of its file; empty where there is none. */
  handlerPlace(stack: string, invocation: number): string;
  /** It has it no more. */
  handlerGone(kind: string, name: string, generation: number): void;
  /**
   * Holds the thread until something has come in that this invocation may wait for. Its result is JSON: `settled` (outcomes of its operations as `settle` takes them), `bytes` (how many of them have some), `timers` (numbers of those that are due), and `cancel`: whether it is to be given up, since the client has gone (`client`) or its
   * time is over (`deadline`). `drifts`: how many have had to wait since the host last heard.
   */
  park(invocation: number, drifts: number): string;
  /** The container of services has started, or could not: then `failure` is JSON, `{name, message, stack, code, provider?, phase?}`. */
  containerStarted(services: number, failure?: string): void;
  /** The container of services has ended. */
  containerStopped(services: number): void;
  /** The number of a stream that the call answers with. */
  openStream(invocation: number): number;
  /** The client of the call has shown who it is: what it calls next carries the token. */
  keepToken(invocation: number, token: string): void;
  /** The call, which came by HTTP, has failed, and may be made again in so many seconds: its response has a field that says so. */
  retryAfter(invocation: number, seconds: number): void;
  /** Milliseconds until an invocation must have its answer, -1 where it may take its time. */
  left(invocation: number): number;
  /** Takes note of a call that may be made so often in a window of milliseconds. @returns 0, or how many milliseconds the caller must wait; -1 when other servers have a say, which the operation `rate` asks */
  admit(key: string, limit: number, window: number): number;
  /** Has the kernel's `turn` called for this invocation, once the microtasks of this slice are over. */
  turn(invocation: number): void;
  /** Tells, in development, where a drift is about to hold the thread. */
  parking(invocation: number, stack?: string): void;
  /** The bytes of the outcomes that `park` has reported, by their place among those that have some. */
  parkedBytes(index: number): ArrayBuffer;
  /** Starts an operation that is given bytes. `args` is a JSON array, or a text that is none. */
  startOperation(operation: number, name: string, invocation: number, args: string, bytes: ArrayBuffer | ArrayBufferView): void;
  /** Starts a timer; `fire` of the kernel is called after so many milliseconds. */
  startTimer(timer: number, milliseconds: number): void;
  stopTimer(timer: number): void;
  /** Writes a line to the log. `fields` is a JSON object or undefined. `stack` tells where the line was written; missing or empty when that is not noted. `ids` are trace id, a blank and span id; missing or empty where nobody records spans. */
  log(level: string, message: string, fields: string | undefined, invocation: number, stack?: string, ids?: string): void;
  /** The author's place that a stack is of, as messages have it: `user.ts:12:18`; empty where there is none. */
  place(stack: string, invocation: number): string;
  /**
   * Frames of a stack as V8 writes them, each after a line break, in the author's terms and without those of Titan's own. Of `generation`, or of that of the invocation where it is gone. Undefined where there is no code of
   * an app.
   */
  authorFrames(frames: string, invocation: number, generation: number): string | null | undefined;
  /** Evaluates a part of the runtime's JavaScript that the isolate does not have yet, and calls it with the rest; `parts.ts` alone does. */
  loadPart(name: string, require: (specifier: string) => object, module: { exports: object }): void;
  /** Whether a value under this name is not to be shown. */
  soundsSecret(name: string): boolean;
  /** Milliseconds since `timeOrigin`, which never go back. */
  now(): number;
  /** When the process began to serve, in milliseconds since 1970. */
  timeOrigin(): number;
  /** Bytes that nobody can guess. */
  randomBytes(count: number): ArrayBuffer;
  /** `algorithm` is md5, sha1, sha256, sha384 or sha512. */
  hash(algorithm: string, data: ArrayBuffer | ArrayBufferView): ArrayBuffer;
  hmac(algorithm: string, key: ArrayBuffer | ArrayBufferView, data: ArrayBuffer | ArrayBufferView): ArrayBuffer;
  /** In the same time for any two of the same length. */
  equalBytes(first: ArrayBuffer | ArrayBufferView, second: ArrayBuffer | ArrayBufferView): boolean;
  /** `t.jwt`. What these tell is in `HostJwt`. `header`, `claims` and `rules` are JSON; `key` as `t-jwt/keys.ts` writes it. */
  signJwt(header: string, claims: string, key: string, algorithm: string): string;
  verifyJwt(token: string, key: string, rules: string): string;
  decodeJwt(token: string): string;
  /** How sessions are kept, as JSON: `store`, `cookie`, `sameSite`, `idleSeconds`, `absoluteSeconds`. */
  sessionSettings(): string;
  /** 32 bytes that nobody can guess, in base64url. */
  randomText(): string;
  /** The signature of a text, in base64url, by the app's first secret. */
  signText(purpose: string, text: string): string;
  /** Whether a signature is that of a text by any of the secrets. */
  verifyText(purpose: string, text: string, signature: string): boolean;
  /** Encrypts a text that only the server can read again. */
  sealText(purpose: string, text: string): string;
  /** Undefined for what it has not sealed for this purpose. */
  openText(purpose: string, sealed: string): string | undefined;
  /** Sends on a socket: 0 it is not there any more, 1 sent, 2 sent and so much waits that who sends had better wait. */
  socketSend(socket: string, message: string | ArrayBuffer | ArrayBufferView): number;
  /** Sends to all in a room, or to all sockets, but for those named. @returns to how many */
  socketBroadcast(room: string | undefined, message: string | ArrayBuffer | ArrayBufferView, ...except: string[]): number;
  /** Whether there is such a socket. */
  socketClose(socket: string, code: number, reason: string): boolean;
  socketBuffered(socket: string): number;
  socketJoin(socket: string, room: string): boolean;
  socketLeave(socket: string, room: string): boolean;
  /** A JSON array. */
  socketRooms(socket: string): string;
  /** A JSON array of ids: those in a room, or all. */
  socketMembers(room: string | undefined): string;
  /** UTF-8, malformed sequences replaced by U+FFFD. */
  decodeUtf8(bytes: ArrayBuffer | ArrayBufferView): string;
  /** Undefined where a sequence is malformed. */
  decodeStrictUtf8(bytes: ArrayBuffer | ArrayBufferView): string | undefined;
  /** UTF-8, each surrogate without its other half replaced by U+FFFD. */
  encodeUtf8(text: string): ArrayBuffer;
}

/** How the result of `invoke` begins that says: it goes on. What the outbox holds follows. */
export const PENDING = 'p';

/** The host, set once at boot. */
export let host: Host;

export function setHost(value: Host): void {
  host = value;
}
