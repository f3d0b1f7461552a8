/** Blob and File (https://w3c.github.io/FileAPI/). The content is held in the isolate, and shared by slices. */
import { ArrayBufferIsView, cloneables, defineInterface, host, requireArguments, toDOMString, toUSVString } from 'titan:kernel';

/** Bytes that a stream gives at once. */
const CHUNK = 64 * 1024;

/** Bytes, or text that is yet to be encoded. */
function partOf(part: unknown): Uint8Array | string {
  if (ArrayBufferIsView(part)) {
    const { buffer, byteOffset, byteLength } = part as ArrayBufferView;
    return new Uint8Array(buffer, byteOffset, byteLength);
  }
  if (part instanceof ArrayBuffer || part instanceof SharedArrayBuffer) return new Uint8Array(part);
  return isBlob(part) ? contentOf(part) : toUSVString(part);
}

/** Reads a list, member by member, as it may change meanwhile. */
function partsOf(parts: unknown): (Uint8Array | string)[] {
  if (parts === undefined) return [];
  const iterate = (typeof parts === 'object' || typeof parts === 'function') && parts !== null ? (parts as Iterable<unknown>)[Symbol.iterator] : undefined;
  if (typeof iterate !== 'function') throw new TypeError('Blob: the parts must be a list');
  const list: (Uint8Array | string)[] = [];
  for (const part of { [Symbol.iterator]: () => iterate.call(parts) }) list.push(partOf(part));
  return list;
}

const encode = (text: string): Uint8Array => new Uint8Array(host.encodeUtf8(text));

function join(parts: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const part of parts) size += part.length;
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function optionsOf(options: unknown): { type?: unknown; endings?: unknown; lastModified?: unknown } {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object' && typeof options !== 'function') throw new TypeError('Blob: the options must be an object');
  return options;
}

function endingsOf(endings: unknown): string {
  const text = endings === undefined ? 'transparent' : toDOMString(endings);
  if (text !== 'transparent' && text !== 'native') throw new TypeError(`Blob: endings must be 'transparent' or 'native', not '${text}'`);
  return text;
}

function typeOf(type: unknown): string {
  const text = type === undefined ? '' : toDOMString(type);
  return /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : '';
}

/** [Clamp] long long (https://webidl.spec.whatwg.org/#Clamp). */
function clamp(value: unknown): number {
  const number = Math.min(Math.max(Number(value), Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  const rounded = Math.round(number);
  // A half goes to the even neighbour.
  return (Math.abs(number % 1) === 0.5 ? 2 * Math.round(number / 2) : rounded) || 0;
}

function relative(value: number, size: number): number {
  return value < 0 ? Math.max(size + value, 0) : Math.min(value, size);
}

export class Blob {
  #bytes: Uint8Array;
  #type: string;

  constructor(blobParts: unknown = undefined, options: unknown = {}) {
    const parts = partsOf(blobParts);
    const given = optionsOf(options);
    const native = endingsOf(given.endings) === 'native';
    this.#type = typeOf(given.type);
    this.#bytes = join(parts.map((part) => (typeof part === 'string' ? encode(native ? part.replace(/\r\n?|\n/g, '\n') : part) : part)));
  }
  get size(): number {
    return this.#bytes.length;
  }
  get type(): string {
    return this.#type;
  }
  slice(start: unknown = undefined, end: unknown = undefined, contentType: unknown = undefined): Blob {
    const size = this.#bytes.length;
    const from = start === undefined ? 0 : relative(clamp(start), size);
    const to = end === undefined ? size : relative(clamp(end), size);
    return blobOf(this.#bytes.subarray(from, Math.max(from, to)), typeOf(contentType));
  }
  stream(): ReadableStream {
    const bytes = this.#bytes;
    let at = 0;
    return new ReadableStream({
      type: 'bytes',
      pull(controller: { enqueue(chunk: Uint8Array): void; close(): void; byobRequest: { respond(count: number): void } | null }) {
        if (at >= bytes.length) {
          controller.close();
          controller.byobRequest?.respond(0);
          return;
        }
        controller.enqueue(bytes.slice(at, (at += CHUNK)));
      },
    });
  }
  async text(): Promise<string> {
    return decode(this.#bytes);
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes.slice().buffer as ArrayBuffer;
  }
  async bytes(): Promise<Uint8Array> {
    return this.#bytes.slice();
  }

  /** What the runtime does with blobs. Taken off the class below. */
  static internal = {
    is: (value: unknown): value is Blob => typeof value === 'object' && value !== null && #bytes in value,
    content: (blob: Blob): Uint8Array => blob.#bytes,
    /** A blob that shares the bytes. */
    of<B extends Blob>(blob: B, bytes: Uint8Array, type: string): B {
      blob.#bytes = bytes;
      blob.#type = type;
      return blob;
    },
  };
}

/** The stream of the part that brings streams, or what an app has put in its place. */
declare const ReadableStream: new (source: object) => ReadableStream;
interface ReadableStream {
  readonly locked: boolean;
}

export const { is: isBlob, content: contentOf } = Blob.internal;
const { of } = Blob.internal;
delete (Blob as { internal?: unknown }).internal;
defineInterface(Blob, 'Blob');

/** A blob of bytes that nobody changes any more. */
export function blobOf(bytes: Uint8Array, type: string): Blob {
  return of(new Blob(), bytes, type);
}

/** The bytes as UTF-8, without a byte order mark. */
export function decode(bytes: Uint8Array): string {
  const text = host.decodeUtf8(bytes);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

export class File extends Blob {
  readonly #name: string;
  readonly #lastModified: number;

  constructor(fileBits: unknown, fileName: unknown, options: unknown = {}) {
    requireArguments('File', arguments, 2);
    if (fileBits === undefined) throw new TypeError('File: the parts must be a list');
    const name = toUSVString(fileName);
    super(fileBits, options);
    const { lastModified } = optionsOf(options);
    this.#name = name;
    this.#lastModified = lastModified === undefined ? Date.now() : Math.trunc(Number(lastModified)) || 0;
  }
  get name(): string {
    return this.#name;
  }
  get lastModified(): number {
    return this.#lastModified;
  }

  static isFile = (value: unknown): value is File => typeof value === 'object' && value !== null && #name in value;
}
export const { isFile } = File;
delete (File as { isFile?: unknown }).isFile;
defineInterface(File, 'File');

/** A file of bytes that nobody changes any more. */
export function fileOf(bytes: Uint8Array, name: string, type: string, lastModified = Date.now()): File {
  return of(new File([], name, { lastModified }), bytes, type);
}

cloneables.push({
  is: isBlob,
  read(value) {
    const blob = value as Blob;
    const copy = isFile(blob) ? fileOf(contentOf(blob), blob.name, blob.type, blob.lastModified) : blobOf(contentOf(blob), blob.type);
    return () => copy;
  },
});
