/** One WebSocket to a server, from its opening to its end. */
import { Decoder, Encoder, StreamReference } from '../netron/codec';
import { Flag, HEAD_BYTES, Type } from '../netron/packet';
import type { Access, Pending } from './call';
import type { Environment } from './environment';
import type { WebSocket } from './platform';
import { RemoteStream } from './stream';
import { ShownToken, type TokenSource } from './token';
import { codecOptions, EXTENSIONS, failure, unreadable, unsendable } from './wire';

const LAST_ID = 0xffffffff;
const STREAM_BYTES = 8;
const LIMIT = 16 << 20;
/** RFC 6455, section 7.4.1; a browser lets a page say no protocol error. */
const NORMAL = 1000;

interface Reply {
  answered(value: unknown): void;
  failed(reason: unknown): void;
}

/** What packets ask of a service. */
const TYPES: Readonly<Record<Access, Type>> = { call: Type.CALL, get: Type.GET, set: Type.SET, task: Type.TASK };

/** What the connection tells its owner. */
export interface Owner {
  /** Both sides have said who they are, and the server has accepted the token; again after each `renew`. */
  ready(): void;
  /** There is no other token to go on with; the connection goes on as it was. */
  notRenewed(reason: unknown): void;
  /** The server stops: what is under way goes on, anything else had better go elsewhere. */
  leaving(): void;
  /** An event that the server has been asked for. */
  happened(event: string, data: unknown): void;
  /** Called once. */
  ended(reason: unknown): void;
}

export class Connection {
  readonly #environment: Environment;
  readonly #server: string;
  readonly #owner: Owner;
  readonly #socket: WebSocket;
  readonly #encoder: Encoder;
  readonly #decoder: Decoder;
  readonly #replies = new Map<number, Reply>();
  readonly #streams = new Map<string, RemoteStream>();
  readonly #token: ShownToken;
  #extensions: ReadonlySet<string> = new Set();
  #greeted = false;
  #ended = false;
  #last = 0;

  constructor(environment: Environment, server: string, token: TokenSource, owner: Owner) {
    this.#token = new ShownToken(token);
    this.#environment = environment;
    this.#server = server;
    this.#owner = owner;
    this.#encoder = new Encoder(codecOptions(environment));
    this.#decoder = new Decoder(codecOptions(environment));
    const socket = environment.openSocket(server);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }: { data: unknown }) => {
      try {
        if (this.#greeted) this.#packet(data);
        else this.#greet(data);
      } catch (e) {
        this.end(unreadable(environment, (e as Error).message));
      }
    };
    socket.onerror = () => this.end(this.#lost());
    socket.onclose = () => this.end(this.#lost());
  }

  send(pending: Pending): void {
    const { call } = pending;
    const id = this.#nextId();
    let message: Uint8Array;
    try {
      message = this.#message(id, TYPES[call.access], call.access === 'task' ? [call.method, ...call.args] : [call.service, call.method, ...call.args]);
    } catch (e) {
      pending.fail(unsendable(this.#environment, e));
      return;
    }
    if (this.#extensions.has('meta')) {
      this.#write(this.#message(id, Type.META, call.traceparent === undefined ? [pending.left] : [pending.left, call.traceparent]));
    }
    this.#replies.set(id, {
      answered: (value) => {
        if (!(value instanceof StreamReference)) pending.succeed(value);
        else if (pending.done) this.#closeStream(value.streamId, 'not wanted');
        else pending.succeed(this.#stream(value.streamId, pending.name));
      },
      failed: (reason) => {
        this.#refused(reason);
        pending.fail(reason);
      },
    });
    pending.onGiveUp(() => {
      // Without it the answer still comes, and a stream is closed then.
      if (!this.#extensions.has('cancel')) return;
      this.#replies.delete(id);
      this.#write(this.#message(this.#nextId(), Type.CANCEL, id));
    });
    this.#write(message);
  }

  /** Ends it; what is under way fails with the reason. */
  end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.close(NORMAL);
    for (const reply of this.#replies.values()) reply.failed(reason);
    for (const stream of this.#streams.values()) stream.fail(reason);
    this.#replies.clear();
    this.#streams.clear();
    this.#owner.ended(reason);
  }

  #lost(): Error {
    return new this.#environment.errors.TransportLostError(`the connection to ${this.#server} ended`);
  }

  #nextId(): number {
    do this.#last = this.#last >= LAST_ID ? 1 : this.#last + 1;
    while (this.#replies.has(this.#last));
    return this.#last;
  }

  #message(id: number, type: Type, value: unknown): Uint8Array {
    const encoder = this.#encoder;
    encoder.truncate();
    encoder.u32(id);
    encoder.u8(Flag.REQUEST | type);
    encoder.write(value);
    if (encoder.length > LIMIT) throw new RangeError(`they take ${encoder.length} bytes, where at most ${LIMIT} are sent`);
    return encoder.take();
  }

  #write(message: Uint8Array): void {
    if (!this.#ended) this.#socket.send(message);
  }

  #greet(data: unknown): void {
    const { ext } = JSON.parse(typeof data === 'string' ? data : this.#environment.decodeUtf8(new Uint8Array(data as ArrayBuffer))) as { ext?: unknown };
    this.#greeted = true;
    this.#extensions = new Set(Array.isArray(ext) ? EXTENSIONS.filter((each) => ext.includes(each)) : []);
    const id = Math.random().toString(36).slice(2);
    this.#write(this.#environment.encodeUtf8(JSON.stringify({ type: 'client-id', id, ext: EXTENSIONS })));
    this.#showToken((reason) => this.end(reason));
  }

  /** Whether another token is to be shown before the next call. */
  get stale(): boolean {
    return this.#token.stale;
  }

  /** Shows another token, if there is one: {@link Owner.ready} or `notRenewed` follows. */
  renew(): void {
    this.#showToken((reason) => this.#owner.notRenewed(reason));
  }

  #showToken(failed: (reason: unknown) => void): void {
    this.#token.next().then((token) => {
      if (this.#ended) return;
      if (token === undefined) {
        this.#owner.ready();
        return;
      }
      const id = this.#nextId();
      const answered = (answer: unknown): void => {
        this.#token.accepted(token, answer);
        this.#owner.ready();
      };
      this.#replies.set(id, { answered, failed });
      this.#write(this.#message(id, Type.TASK, ['authenticate', { token }]));
    }, failed);
  }

  /** What a failure tells of the connection itself. */
  #refused(reason: unknown): void {
    const { AuthError, TransportLostError } = this.#environment.errors;
    if (reason instanceof AuthError) this.#token.refused();
    else if (reason instanceof TransportLostError && (reason.details as { draining?: unknown } | undefined)?.draining === true) this.#owner.leaving();
  }

  #packet(data: unknown): void {
    const bytes = new Uint8Array(data as ArrayBuffer);
    const view = new DataView(bytes.buffer);
    const id = view.getUint32(0);
    const flags = bytes[HEAD_BYTES - 1];
    const type = flags & Flag.TYPE;
    // What this side does not know it ignores, whatever it holds.
    if (type > Type.STREAM_CLOSE) return;
    const end = type === Type.STREAM ? bytes.length - STREAM_BYTES : bytes.length;
    this.#decoder.open(bytes);
    const value = this.#decoder.only(HEAD_BYTES, end);
    if (type === Type.STREAM) this.#chunk(flags, value, String(view.getUint32(end)));
    else if (type >= Type.STREAM_ERROR) this.#streamOver(type, value as { streamId?: unknown; message?: unknown; error?: unknown } | null);
    else if (type === Type.PING && flags & Flag.REQUEST) this.#pong(id, value);
    else if (!(flags & Flag.REQUEST)) this.#answer(id, flags, value);
    else if (type === Type.TASK && Array.isArray(value) && value[0] === 'emit') this.#owner.happened(String(value[1]), value[2]);
  }

  #pong(id: number, value: unknown): void {
    const encoder = this.#encoder;
    encoder.truncate();
    encoder.u32(id);
    encoder.u8(Type.PING);
    encoder.write(value);
    this.#write(encoder.take());
  }

  #answer(id: number, flags: number, value: unknown): void {
    const reply = this.#replies.get(id);
    this.#replies.delete(id);
    if (flags & Flag.ERROR) reply?.failed(failure(this.#environment, value));
    else reply?.answered(value);
  }

  #stream(id: string, name: string): RemoteStream {
    const upstream = {
      credit: (chunks: number) => {
        if (this.#extensions.has('credit')) this.#write(this.#message(this.#nextId(), Type.CREDIT, [Number(id), chunks]));
      },
      close: (reason: string) => {
        if (this.#streams.delete(id)) this.#closeStream(id, reason);
      },
    };
    const stream = new RemoteStream(upstream, () => new this.#environment.errors.TransportError(`${name}: chunks come faster than they are read, and the server knows no credit`));
    this.#streams.set(id, stream);
    return stream;
  }

  #closeStream(streamId: string, reason: string): void {
    this.#write(this.#message(this.#nextId(), Type.STREAM_CLOSE, { streamId, reason }));
  }

  #chunk(flags: number, value: unknown, id: string): void {
    const stream = this.#streams.get(id);
    if (stream === undefined) return;
    if ((flags & (Flag.END | Flag.ERROR)) === 0) {
      stream.chunk(value);
      return;
    }
    this.#streams.delete(id);
    if (flags & Flag.ERROR) stream.fail(failure(this.#environment, value));
    else stream.end();
  }

  #streamOver(type: number, value: { streamId?: unknown; message?: unknown; error?: unknown } | null): void {
    const id = String(value?.streamId);
    const stream = this.#streams.get(id);
    this.#streams.delete(id);
    if (type === Type.STREAM_CLOSE) stream?.end();
    else stream?.fail(failure(this.#environment, value?.error ?? { message: value?.message }));
  }
}
