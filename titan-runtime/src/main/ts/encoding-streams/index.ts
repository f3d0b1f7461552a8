/** TextDecoderStream and TextEncoderStream (https://encoding.spec.whatwg.org/#interface-textdecoderstream). */
import { defineInterface, host, toDOMString } from 'titan:kernel';
import { TextDecoder } from 'titan:encoding';
import { TransformStream } from 'titan:web-streams';

interface Transform {
  readonly readable: unknown;
  readonly writable: unknown;
}
const Transformer = TransformStream as unknown as new (transformer: object) => Transform;

interface Controller {
  enqueue(chunk: unknown): void;
}

export class TextDecoderStream {
  readonly #decoder: TextDecoder;
  readonly #transform: Transform;

  constructor(label: unknown = 'utf-8', options: unknown = {}) {
    const decoder = new TextDecoder(label, options);
    this.#decoder = decoder;
    this.#transform = new Transformer({
      transform(chunk: unknown, controller: Controller) {
        if (chunk === undefined) throw new TypeError('a chunk must be an ArrayBuffer or a view of one');
        const text = decoder.decode(chunk, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush(controller: Controller) {
        const text = decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
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
  get readable(): unknown {
    return this.#transform.readable;
  }
  get writable(): unknown {
    return this.#transform.writable;
  }
}
defineInterface(TextDecoderStream, 'TextDecoderStream');

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

export class TextEncoderStream {
  readonly #transform: Transform;

  constructor() {
    /** A high surrogate that waits for its other half. */
    let held = '';
    this.#transform = new Transformer({
      transform(chunk: unknown, controller: Controller) {
        let text = held + toDOMString(chunk);
        held = isHigh(text.charCodeAt(text.length - 1)) ? text.slice(-1) : '';
        if (held !== '') text = text.slice(0, -1);
        if (text !== '') controller.enqueue(new Uint8Array(host.encodeUtf8(text)));
      },
      flush(controller: Controller) {
        if (held !== '') controller.enqueue(new Uint8Array(host.encodeUtf8(held)));
      },
    });
  }
  get encoding(): string {
    void this.#transform;
    return 'utf-8';
  }
  get readable(): unknown {
    return this.#transform.readable;
  }
  get writable(): unknown {
    return this.#transform.writable;
  }
}
defineInterface(TextEncoderStream, 'TextEncoderStream');
