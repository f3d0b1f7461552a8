/** The bodies of requests and responses (https://fetch.spec.whatwg.org/#body-mixin). */
import type { AbortSignal } from '../abort';
import { context } from '../drift/index.ts';
import { host } from '../kernel/host';
import { operation } from '../kernel/operations';
import { part } from '../kernel/parts';
import { JSONParse, ObjectDefineProperty, ObjectPrototype, StringSlice } from '../kernel/primordials';
import { collect } from '../streams/collect';
import { isReadable } from '../streams/source';
import { extract, type Whole } from './extract';
import type { Headers } from './headers';
import { RemoteSource, remoteStream, wholeStream } from './remote';

type Streams = typeof import('../web-streams');

const BYTE_ORDER_MARK = 0xfeff;

/** A body that the host holds, or is still receiving. Bodies of clones share one. */
export interface Remote {
  readonly resource: number;
  /** The invocation that has it. */
  readonly invocation: number;
  readonly signal: AbortSignal | undefined;
  /** Those that have not been read. */
  readers: Content[];
}

/** What an answer or a request is to be sent with: all of it, or what gives it. */
export type Taken = { whole: Whole } | { given: object };

/**
 * What Request and Response have in common. A body is held in one form at a time: whole, with the host, or as something that gives it over time; it becomes a ReadableStream when
 * somebody asks for that.
 */
export class Content {
  #whole: Whole = null;
  #remote: Remote | undefined;
  /** A ReadableStream, or before anybody has asked for one an async iterable. */
  #given: object | undefined;
  #used = false;
  /** Whether it came by fetch: then what reads it is an operation. */
  #fetched = false;

  get body(): ReadableStreamLike | null {
    const { PlainReadableStream, readableFrom } = part<Streams>('web-streams');
    if (this.#given !== undefined) {
      if (!isReadable(this.#given)) this.#given = readableFrom(this.#given);
    } else if (this.#remote !== undefined) {
      this.#open(this.#remote, PlainReadableStream);
    } else if (this.#whole !== null) {
      this.#given = wholeStream(PlainReadableStream, this.#used ? null : this.#whole);
      this.#whole = null;
    } else {
      return null;
    }
    return this.#given as ReadableStreamLike;
  }

  get bodyUsed(): boolean {
    return this.#used || (this.#given !== undefined && isDisturbed(this.#given));
  }

  /** Makes a stream of what the host has, one for each that has not read it. */
  #open(remote: Remote, Stream: Streams['PlainReadableStream']): void {
    let stream = remoteStream(Stream, remote, this.#used);
    for (const other of remote.readers) {
      if (other === this) continue;
      const [one, two] = stream.tee();
      stream = one;
      other.#given = two;
      other.#remote = undefined;
    }
    remote.readers = [];
    this.#given = stream;
    this.#remote = undefined;
  }

  #checkUnused(): void {
    if (this.bodyUsed || (this.#given as Partial<ReadableStreamLike> | undefined)?.locked) throw new TypeError('the body has been read already, or is being read');
  }

  /** Whether there is no body at all. */
  get #empty(): boolean {
    return this.#whole === null && this.#remote === undefined && this.#given === undefined;
  }

  /** Reads the body: an operation where it was fetched, a promise where an author made it. */
  #read<T>(name: string, convert: (body: Whole) => T): Promise<T> {
    const remote = this.#remote;
    try {
      this.#checkUnused();
    } catch (e) {
      return Promise.reject(e);
    }
    this.#used = !this.#empty;
    if (this.#given !== undefined) return collect(this.#given, context()).then(convert);
    const whole = this.#whole;
    if (remote === undefined) {
      if (!this.#fetched) return new Promise((resolve) => resolve(convert(whole)));
      return operation({ label: `res.${name}`, name: '', args: '', local: () => convert(whole) }) as Promise<T>;
    }
    remote.readers = remote.readers.filter((reader) => reader !== this);
    return operation({
      label: `res.${name}`,
      name: 'fetch.body',
      args: [remote.resource, remote.readers.length === 0],
      invocation: remote.invocation,
      signal: remote.signal,
      decode: (_value, bytes) => convert(bytes ?? null),
    }) as Promise<T>;
  }

  text(): Promise<string> {
    return this.#read('text', toText);
  }
  json(): Promise<unknown> {
    return this.#read('json', (body) => JSONParse(toText(body)) as unknown);
  }
  bytes(): Promise<Uint8Array> {
    return this.#read('bytes', (body) => new Uint8Array(toBuffer(body)));
  }
  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#read('arrayBuffer', toBuffer);
  }
  blob(): Promise<object> {
    const type = this.#mediaType;
    return this.#read('blob', (body) => part<typeof import('../file')>('file').blobOf(new Uint8Array(toBuffer(body)), type.toLowerCase()));
  }
  formData(): Promise<object> {
    const type = this.#mediaType;
    return this.#read('formData', (body) => part<typeof import('../form-data')>('form-data').decodeForm(new Uint8Array(toBuffer(body)), type));
  }
  get #mediaType(): string {
    return (this as unknown as { headers: Headers }).headers.get('content-type') ?? '';
  }

  /** What the runtime does with bodies. Taken off the class below: it is not the author's. */
  static internal = {
    /** Takes what an author gives for a body. @returns the media type that follows from its kind */
    give(content: Content, body: unknown, what: string): string | undefined {
      const { whole, given, type } = extract(body, what);
      content.#whole = whole;
      content.#given = given;
      return type;
    },
    /** Puts in what fetch has brought: a whole body, or one that is still to come. */
    hold(content: Content, whole: Whole, remote: Remote | undefined): void {
      content.#fetched = true;
      content.#whole = whole;
      content.#remote = remote;
      remote?.readers.push(content);
    },
    /** Makes the body of a copy the same. @throws TypeError when it has been read */
    copy(content: Content, copy: Content): void {
      content.#checkUnused();
      copy.#fetched = content.#fetched;
      if (content.#given !== undefined) {
        const [one, two] = (content.body as ReadableStreamLike).tee();
        content.#given = one;
        copy.#given = two;
      } else {
        copy.#whole = content.#whole;
        copy.#remote = content.#remote;
        copy.#remote?.readers.push(copy);
      }
    },
    /** Gives the body to another. @throws TypeError when it has been read */
    move(content: Content, to: Content): void {
      content.#checkUnused();
      const remote = content.#remote;
      to.#fetched = content.#fetched;
      to.#whole = content.#whole;
      to.#given = content.#given;
      to.#remote = remote;
      if (remote !== undefined) remote.readers = remote.readers.map((reader) => (reader === content ? to : reader));
      content.#used = !content.#empty;
      content.#given = content.#remote = undefined;
      if (content.#used) content.#whole = '';
    },
    /** Takes the body, which cannot be read then. @throws TypeError when it has been read */
    take(content: Content): Taken {
      content.#checkUnused();
      content.#used = !content.#empty;
      if (content.#given !== undefined) return { given: content.#given };
      const remote = content.#remote;
      if (remote === undefined) return { whole: content.#whole };
      if (remote.readers.length > 1) return { given: content.body as object };
      remote.readers = [];
      return { given: new RemoteSource(remote) };
    },
  };
}

export const { give: giveBody, hold: holdBody, copy: copyBody, move: moveBody, take: takeBody } = Content.internal;
delete (Content as { internal?: unknown }).internal;

/** Puts the members of a body into the prototype of an interface, as the mixin that they are. */
export function mixContent(prototype: object): void {
  for (const key of Reflect.ownKeys(Content.prototype)) {
    if (key === 'constructor') continue;
    ObjectDefineProperty(prototype, key, { ...(Object.getOwnPropertyDescriptor(Content.prototype, key) as PropertyDescriptor), enumerable: true });
  }
  Object.setPrototypeOf(prototype, ObjectPrototype);
}

/** A ReadableStream, as far as it is used here. */
export interface ReadableStreamLike {
  readonly locked: boolean;
  tee(): [ReadableStreamLike, ReadableStreamLike];
}

function isDisturbed(given: object): boolean {
  return isReadable(given) && part<Streams>('web-streams').isDisturbed(given);
}

function toText(body: Whole): string {
  if (body === null) return '';
  if (typeof body === 'string') return body;
  const text = host.decodeUtf8(body);
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? StringSlice(text, 1) : text;
}

function toBuffer(body: Whole): ArrayBuffer {
  if (body === null) return new ArrayBuffer(0);
  if (typeof body === 'string') return host.encodeUtf8(body);
  if (body instanceof ArrayBuffer) return body.slice(0);
  return body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength) as ArrayBuffer;
}
