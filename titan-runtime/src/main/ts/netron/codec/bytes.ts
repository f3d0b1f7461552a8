/** Bytes one behind the other, in the forms of msgpack. */
import { Ext } from './types';

const FIRST_BYTES = 4096;
/** A buffer beyond this is not kept for the next message. */
const MOST_KEPT = 1 << 20;
/** The longest head that an extension can have. */
const EXT_HEAD = 6;

/** Writes into a buffer of its own. One at a time uses it. */
export class ByteWriter {
  protected bytes = new Uint8Array(FIRST_BYTES);
  protected view = new DataView(this.bytes.buffer);
  protected at = 0;

  /** How much is written. */
  get length(): number {
    return this.at;
  }

  /** Takes back what was written behind a place, or all of it. */
  truncate(length = 0): void {
    this.at = length;
  }

  /** A copy of what is written behind a place, which is taken back. */
  since(place: number): Uint8Array {
    const taken = this.bytes.slice(place, this.at);
    this.at = place;
    return taken;
  }

  /** A copy of what is written, which is forgotten. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.at);
    this.at = 0;
    if (this.bytes.length > MOST_KEPT) {
      this.bytes = new Uint8Array(FIRST_BYTES);
      this.view = new DataView(this.bytes.buffer);
    }
    return taken;
  }

  u8(value: number): void {
    this.need(1);
    this.bytes[this.at++] = value;
  }

  u16(value: number): void {
    this.need(2);
    this.view.setUint16(this.at, value);
    this.at += 2;
  }

  u32(value: number): void {
    this.need(4);
    this.view.setUint32(this.at, value);
    this.at += 4;
  }

  /** Puts a number where room was left for it. */
  u32At(place: number, value: number): void {
    this.view.setUint32(place, value);
  }

  protected need(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + count));
    grown.set(this.bytes.subarray(0, this.at));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }

  number(value: number): void {
    this.need(9);
    const bytes = this.bytes;
    // The difference tells −0, which is no integer to the wire.
    if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
      if (value >= 0) {
        if (value < 0x80) bytes[this.at++] = value;
        else if (value < 0x100) {
          bytes[this.at++] = 0xcc;
          bytes[this.at++] = value;
        } else if (value < 0x10000) {
          bytes[this.at++] = 0xcd;
          this.u16(value);
        } else {
          bytes[this.at++] = 0xce;
          this.u32(value);
        }
      } else if (value >= -32) bytes[this.at++] = value & 0xff;
      else if (value >= -0x80) {
        bytes[this.at++] = 0xd0;
        bytes[this.at++] = value & 0xff;
      } else if (value >= -0x8000) {
        bytes[this.at++] = 0xd1;
        this.u16(value & 0xffff);
      } else {
        bytes[this.at++] = 0xd2;
        this.u32(value >>> 0);
      }
      return;
    }
    if (value >>> 0 === value && value !== 0) {
      bytes[this.at++] = 0xce;
      this.u32(value);
      return;
    }
    bytes[this.at++] = 0xcb;
    this.view.setFloat64(this.at, value);
    this.at += 8;
  }

  /** A text as UTF-8, without a head. */
  text(text: string): void {
    this.need(3 * text.length);
    this.at = utf8(text, 0, this.bytes, this.at);
  }

  /** A text with its head. */
  string(text: string): void {
    const { length } = text;
    // As if all were ASCII, which is the rule; each character is 3 bytes at most.
    this.need(5 + 3 * length);
    const bytes = this.bytes;
    const start = this.at;
    const head = length < 32 ? 1 : length < 0x100 ? 2 : length < 0x10000 ? 3 : 5;
    let at = start + head;
    let i = 0;
    for (; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) break;
      bytes[at++] = unit;
    }
    if (i < length) at = utf8(text, i, bytes, at);
    const size = at - start - head;
    const wanted = size < 32 ? 1 : size < 0x100 ? 2 : size < 0x10000 ? 3 : 5;
    if (wanted !== head) bytes.copyWithin(start + wanted, start + head, at);
    if (wanted === 1) bytes[start] = 0xa0 | size;
    else if (wanted === 2) {
      bytes[start] = 0xd9;
      bytes[start + 1] = size;
    } else if (wanted === 3) {
      bytes[start] = 0xda;
      this.view.setUint16(start + 1, size);
    } else {
      bytes[start] = 0xdb;
      this.view.setUint32(start + 1, size);
    }
    this.at = start + wanted + size;
  }

  /** The head of a map or an array: with the count in its first byte, in two bytes, or in four. */
  head(count: number, fix: number, fixes: number, long: number): void {
    if (count < fixes) this.u8(fix | count);
    else if (count < 0x10000) {
      this.u8(long);
      this.u16(count);
    } else {
      this.u8(long + 1);
      this.u32(count);
    }
  }

  binary(value: Uint8Array): void {
    const { length } = value;
    if (length < 0x100) {
      this.u8(0xc4);
      this.u8(length);
    } else if (length < 0x10000) {
      this.u8(0xc5);
      this.u16(length);
    } else {
      this.u8(0xc6);
      this.u32(length);
    }
    this.raw(value);
  }

  /** Bytes as they are. */
  raw(value: Uint8Array): void {
    this.need(value.length);
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  /** Two's complement in 64 bits; a date that is none is the least of them. */
  date(milliseconds: number): void {
    this.need(10);
    this.bytes[this.at++] = 0xd7;
    this.bytes[this.at++] = Ext.DATE;
    this.view.setBigInt64(this.at, Number.isNaN(milliseconds) ? -(2n ** 63n) : BigInt(milliseconds));
    this.at += 8;
  }

  /** The head depends on the length of what `content` writes, so that is written behind the longest head and moved. */
  protected extension(code: number, content: () => void): void {
    const start = this.at;
    this.need(EXT_HEAD);
    this.at += EXT_HEAD;
    content();
    const length = this.at - start - EXT_HEAD;
    const fixed = [1, 2, 4, 8, 16].indexOf(length);
    const head = fixed >= 0 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : EXT_HEAD;
    const bytes = this.bytes;
    bytes.copyWithin(start + head, start + EXT_HEAD, this.at);
    if (fixed >= 0) bytes[start] = 0xd4 + fixed;
    else if (head === 3) {
      bytes[start] = 0xc7;
      bytes[start + 1] = length;
    } else if (head === 4) {
      bytes[start] = 0xc8;
      this.view.setUint16(start + 1, length);
    } else {
      bytes[start] = 0xc9;
      this.view.setUint32(start + 1, length);
    }
    bytes[start + head - 1] = code;
    this.at = start + head + length;
  }
}

/** Writes a text from one of its units on, surrogates without their other half as U+FFFD. @returns where it ends */
function utf8(text: string, from: number, bytes: Uint8Array, start: number): number {
  let at = start;
  for (let i = from; i < text.length; i++) {
    let unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[at++] = unit;
      continue;
    }
    if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6);
      bytes[at++] = 0x80 | (unit & 0x3f);
      continue;
    }
    if (unit >= 0xd800 && unit < 0xe000) {
      const next = unit < 0xdc00 ? text.charCodeAt(i + 1) : 0;
      if (next >= 0xdc00 && next < 0xe000) {
        const point = 0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff);
        i++;
        bytes[at++] = 0xf0 | (point >> 18);
        bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
        bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
        bytes[at++] = 0x80 | (point & 0x3f);
        continue;
      }
      unit = 0xfffd;
    }
    bytes[at++] = 0xe0 | (unit >> 12);
    bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
    bytes[at++] = 0x80 | (unit & 0x3f);
  }
  return at;
}
