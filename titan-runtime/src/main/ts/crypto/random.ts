/** Random numbers out of the host's generator, a block of them at a time, since each crossing costs a microsecond. */
import { ArrayBufferIsView, DOMException, host } from 'titan:kernel';
import { uuidOf } from './uuid';

const BLOCK = 4096;
/** https://w3c.github.io/webcrypto/#Crypto-method-getRandomValues */
const MOST = 65_536;

let block = new Uint8Array(0);
let used = 0;

/** Bytes that are given out once. The result is valid until the next call. */
export function randomBytes(count: number): Uint8Array {
  if (count > BLOCK / 4) return new Uint8Array(host.randomBytes(count));
  if (used + count > block.length) {
    block = new Uint8Array(host.randomBytes(BLOCK));
    used = 0;
  }
  const bytes = block.slice(used, used + count);
  block.fill(0, used, used + count);
  used += count;
  return bytes;
}

const INTEGER_ARRAYS = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array'];
const kindOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get as () => string | undefined;

export function fillRandom<T>(array: T): T {
  if (!ArrayBufferIsView(array)) throw new TypeError('crypto.getRandomValues: expected a typed array of integers');
  const kind = kindOf.call(array);
  if (kind === undefined || !INTEGER_ARRAYS.includes(kind)) {
    throw new DOMException(`crypto.getRandomValues: expected a typed array of integers, not a ${kind ?? 'DataView'}`, 'TypeMismatchError');
  }
  const { buffer, byteOffset, byteLength } = array as ArrayBufferView;
  if (byteLength > MOST) throw new DOMException(`crypto.getRandomValues: at most ${MOST} bytes at once, not ${byteLength}`, 'QuotaExceededError');
  new Uint8Array(buffer, byteOffset, byteLength).set(randomBytes(byteLength));
  return array;
}

/** A UUID of version 4 (RFC 9562, 5.4). */
export function randomUUID(): string {
  return uuidOf(randomBytes(16));
}
