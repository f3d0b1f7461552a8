/** `t.crypto`: hashes and random numbers at once, for up to 1 MiB. What is larger or takes longer is for `crypto.subtle`. */
import { ArrayBufferIsView, host, inWords } from 'titan:kernel';
import { randomBytes as random, randomUUID } from 'titan:crypto';

type Data = string | ArrayBuffer | ArrayBufferView;
type Encoding = 'hex' | 'base64' | 'base64url' | 'bytes';

const MOST = 1 << 20;
const HASHES = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'];
const ENCODINGS = ['hex', 'base64', 'base64url', 'bytes'];

function bytesOf(data: unknown, what: string): Uint8Array {
  let bytes: Uint8Array;
  if (typeof data === 'string') bytes = new Uint8Array(host.encodeUtf8(data));
  else if (data instanceof ArrayBuffer) bytes = new Uint8Array(data);
  else if (ArrayBufferIsView(data)) bytes = new Uint8Array((data as ArrayBufferView).buffer, (data as ArrayBufferView).byteOffset, (data as ArrayBufferView).byteLength);
  else throw new TypeError(`${what} must be a string or bytes, not ${data === null ? 'null' : typeof data}`);
  if (bytes.length > MOST) throw new RangeError(`${what} has ${bytes.length} bytes, more than 1 MiB; use crypto.subtle, which does not hold the isolate`);
  return bytes;
}

function hashName(algorithm: unknown): string {
  const name = typeof algorithm === 'string' ? algorithm.toLowerCase().replace(/^sha-/, 'sha') : '';
  if (!HASHES.includes(name)) throw new TypeError(`t.crypto: no hash ${inWords(algorithm)}; there are ${HASHES.join(', ')}`);
  return name;
}

interface Encoder {
  toHex(): string;
  toBase64(options?: object): string;
}

function encoded(bytes: ArrayBuffer, encoding: Encoding): string | Uint8Array {
  const array = new Uint8Array(bytes) as Uint8Array & Encoder;
  switch (encoding) {
    case 'hex':
      return array.toHex();
    case 'base64':
      return array.toBase64();
    case 'base64url':
      return array.toBase64({ alphabet: 'base64url', omitPadding: true });
    case 'bytes':
      return array;
    default:
      throw new TypeError(`t.crypto: no encoding ${inWords(encoding)}; there are ${ENCODINGS.join(', ')}`);
  }
}

export const crypto = {
  hash: (algorithm: string, data: Data, encoding: Encoding = 'hex'): string | Uint8Array =>
    encoded(host.hash(hashName(algorithm), bytesOf(data, 't.crypto.hash: the data')), encoding),
  hmac: (algorithm: string, key: Data, data: Data, encoding: Encoding = 'hex'): string | Uint8Array =>
    encoded(host.hmac(hashName(algorithm), bytesOf(key, 't.crypto.hmac: the key'), bytesOf(data, 't.crypto.hmac: the data')), encoding),
  equal: (first: Data, second: Data): boolean => host.equalBytes(bytesOf(first, 't.crypto.equal: the first'), bytesOf(second, 't.crypto.equal: the second')),
  randomBytes(count: number): Uint8Array {
    if (!Number.isInteger(count) || count < 0 || count > MOST) throw new RangeError(`t.crypto.randomBytes: the count must be an integer from 0 to ${MOST}, not ${inWords(count)}`);
    return random(count);
  },
  /** An integer from `min` up to, and without, `max`. */
  randomInt(min: number, max: number): number {
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || max - min < 1 || max - min > 2 ** 48) {
      throw new RangeError(`t.crypto.randomInt: expected integers, the second greater by 1 to 2^48, not ${inWords(min)} and ${inWords(max)}`);
    }
    const range = max - min;
    const limit = 2 ** 48 - (2 ** 48 % range);
    for (;;) {
      let value = 0;
      for (const byte of random(6)) value = value * 256 + byte;
      if (value < limit) return min + (value % range);
    }
  },
  uuid: randomUUID,
};
