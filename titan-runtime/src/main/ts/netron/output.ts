/** What an entry of the host gives back: `u32 number, u16 status, u32 length` and so many bytes for each invocation that is over; with the status 0 it is not, and the bytes are how long it may last, in milliseconds. */
import type { Encoder } from './codec';

const LENGTH_BYTES = 4;

export class Output {
  readonly #encoder: Encoder;

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

  /** How long an invocation that goes on may last. */
  limit(number: number, milliseconds: number): void {
    this.add(number, 0, () => this.#encoder.u32(milliseconds));
  }

  take(): Uint8Array | undefined {
    return this.#encoder.length === 0 ? undefined : this.#encoder.take();
  }
}
