// The types of encodings of text, web standards. Written by titan: what is changed here is lost.

/** The bytes of base64 as characters of Latin-1. Throws InvalidCharacterError for what is no base64. https://html.spec.whatwg.org/#atob */
declare function atob(data: string): string;
/** The base64 of characters of Latin-1. Throws InvalidCharacterError for any other. */
declare function btoa(data: string): string;

/** https://encoding.spec.whatwg.org/#interface-textdecoder */
declare class TextDecoder {
  /**
   * @param label a name of an encoding, default utf-8
   * @param options `fatal`: malformed bytes are an error instead of U+FFFD; `ignoreBOM`: a byte order mark is part of the text
   * @throws RangeError when the label is not one of the standard's
   */
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  /**
   * @param options `stream`: more bytes follow, and an unfinished sequence waits for them
   * @throws TypeError for malformed bytes when it is fatal
   */
  decode(input?: ArrayBuffer | ArrayBufferView | null, options?: { stream?: boolean }): string;
}
/** To UTF-8; surrogates without their other half become U+FFFD. https://encoding.spec.whatwg.org/#interface-textencoder */
declare class TextEncoder {
  readonly encoding: string;
  encode(input?: string): Uint8Array<ArrayBuffer>;
  /** Encodes as much as there is room for. `read` counts UTF-16 code units, `written` bytes. */
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number };
}

/** https://encoding.spec.whatwg.org/#interface-textdecoderstream */
declare class TextDecoderStream {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  readonly readable: ReadableStream<string>;
  readonly writable: WritableStream<ArrayBuffer | ArrayBufferView>;
}
/** https://encoding.spec.whatwg.org/#interface-textencoderstream */
declare class TextEncoderStream {
  constructor();
  readonly encoding: string;
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<string>;
}
