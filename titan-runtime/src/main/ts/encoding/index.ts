/** TextDecoder and TextEncoder (https://encoding.spec.whatwg.org), over the package @exodus/bytes. */
import { normalizeEncoding, TextDecoder as Decoder } from '@exodus/bytes/encoding-lite.js';
import { setMultibyte } from '@exodus-internal/encoding.js';
import { ArrayBufferIsView, defineInterface, part, toDOMString } from 'titan:kernel';
import { utf8fromStringLoose } from './utf8';

setMultibyte((encoding: string, loose: boolean) => part<typeof import('../encoding-legacy')>('encoding-legacy').createMultibyteDecoder(encoding, loose), undefined);

/** A dictionary of options. @throws TypeError when it is neither an object nor missing */
function dictionary<T>(options: unknown, context: string): Partial<T> {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object' && typeof options !== 'function') throw new TypeError(`${context}: the options must be an object`);
  return options as Partial<T>;
}

function isSource(input: unknown): boolean {
  return ArrayBufferIsView(input) || input instanceof ArrayBuffer || input instanceof SharedArrayBuffer;
}

export class TextDecoder {
  readonly #decoder: Decoder;

  /** @throws RangeError for a label that the standard does not know */
  constructor(label: unknown = 'utf-8', options: unknown = {}) {
    const { fatal, ignoreBOM } = dictionary<{ fatal: boolean; ignoreBOM: boolean }>(options, 'TextDecoder');
    const text = toDOMString(label);
    const encoding = normalizeEncoding(text);
    if (encoding === null || encoding === 'replacement') throw new RangeError(`TextDecoder: '${text}' is not a label of an encoding`);
    this.#decoder = new Decoder(encoding, { fatal, ignoreBOM });
  }
  get encoding(): string {
    return this.#decoder.encoding;
  }
  get fatal(): boolean {
    return this.#decoder.fatal;
  }
  get ignoreBOM(): boolean {
    return this.#decoder.ignoreBOM;
  }
  /** @throws TypeError where it is fatal and the bytes are malformed */
  decode(input: unknown = undefined, options: unknown = {}): string {
    const { stream } = dictionary<{ stream: boolean }>(options, 'TextDecoder.decode');
    if (input !== undefined && !isSource(input)) throw new TypeError('TextDecoder.decode: the input must be an ArrayBuffer or a view of one');
    return this.#decoder.decode(input, { stream });
  }
}
defineInterface(TextDecoder, 'TextDecoder');

export class TextEncoder {
  /** Keeps other objects out, as the interface's private state does. */
  #brand = 'utf-8';

  get encoding(): string {
    return this.#brand;
  }
  encode(input: unknown = ''): Uint8Array {
    void this.#brand;
    return utf8fromStringLoose(toDOMString(input));
  }
  encodeInto(source: unknown, destination: unknown): { read: number; written: number } {
    void this.#brand;
    if (!(destination instanceof Uint8Array)) throw new TypeError('TextEncoder.encodeInto: the destination must be a Uint8Array');
    const text = toDOMString(source);
    let read = 0;
    let written = 0;
    while (read < text.length) {
      const code = text.codePointAt(read) as number;
      const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
      const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (written + size > destination.length) break;
      put(destination, written, point, size);
      written += size;
      read += code > 0xffff ? 2 : 1;
    }
    return { read, written };
  }
}
defineInterface(TextEncoder, 'TextEncoder');

function put(bytes: Uint8Array, at: number, point: number, size: number): void {
  if (size === 1) {
    bytes[at] = point;
    return;
  }
  for (let i = size - 1; i > 0; i--) {
    bytes[at + i] = 0x80 | (point & 0x3f);
    point >>= 6;
  }
  bytes[at] = ((0xf00 >> size) & 0xff) | point;
}
