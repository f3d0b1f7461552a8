/** What an entry of the host gives back: `u32 number, u16 status, u32 length` and so many bytes for each invocation that is over. A text is the answer of the only invocation, after a line with its status. */
import type { Encoder } from './codec';

const LENGTH_BYTES = 4;

export class Output {
  readonly #encoder: Encoder;
  #text: string | undefined;

  constructor(encoder: Encoder) {
    this.#encoder = encoder;
  }

  /** @throws what `write` throws; then nothing is added */
  add(number: number, status: number, write: () => void): void {
    const encoder = this.#encoder;
    const start = encoder.length;
    encoder.u32(number);
    encoder.u16(status);
    const place = encoder.length;
    encoder.u32(0);
    try {
      write();
    } catch (e) {
      encoder.truncate(start);
      throw e;
    }
    encoder.u32At(place, encoder.length - place - LENGTH_BYTES);
  }

  /** Ends the only invocation with a text. */
  text(status: number, text: string): void {
    this.#text = `${status}\n${text}`;
  }

  /** @param into what takes it if it fits; then it is how much */
  take(into: Uint8Array): Uint8Array | string | number | undefined {
    if (this.#text !== undefined) return this.#text;
    if (this.#encoder.length === 0) return undefined;
    const bytes = this.#encoder.take();
    if (bytes.length > into.length) return bytes;
    into.set(bytes);
    return bytes.length;
  }
}
