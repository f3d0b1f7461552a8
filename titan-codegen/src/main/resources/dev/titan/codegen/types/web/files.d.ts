// The types of files and forms, web standards. Written by titan: what is changed here is lost.

/** https://w3c.github.io/FileAPI/#blob-section */
declare class Blob {
  /** @param options `endings: 'native'` makes each end of a line in texts a line feed */
  constructor(parts?: Iterable<ArrayBuffer | ArrayBufferView | Blob | string>, options?: { type?: string; endings?: 'transparent' | 'native' });
  /** Bytes. */
  readonly size: number;
  /** A media type in lower case, or empty. */
  readonly type: string;
  slice(start?: number, end?: number, type?: string): Blob;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
  /** The content as UTF-8; malformed sequences become U+FFFD. */
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}
/** https://w3c.github.io/FileAPI/#file-section */
declare class File extends Blob {
  constructor(parts: Iterable<ArrayBuffer | ArrayBufferView | Blob | string>, name: string, options?: { type?: string; endings?: 'transparent' | 'native'; lastModified?: number });
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
}
/** https://xhr.spec.whatwg.org/#interface-formdata */
declare class FormData {
  constructor();
  append(name: string, value: string): void;
  append(name: string, value: Blob, filename?: string): void;
  delete(name: string): void;
  get(name: string): string | File | null;
  getAll(name: string): (string | File)[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  set(name: string, value: Blob, filename?: string): void;
  forEach(callback: (value: string | File, name: string, form: FormData) => void, thisArg?: unknown): void;
  entries(): IterableIterator<[string, string | File]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string | File>;
  [Symbol.iterator](): IterableIterator<[string, string | File]>;
}
