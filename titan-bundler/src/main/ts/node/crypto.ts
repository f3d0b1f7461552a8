/** node:crypto, as far as it is hashes and random numbers. What takes long is for the global `crypto.subtle`, which does not hold the isolate. */
import buffer from 'node:buffer';
import { builtin } from 'titan:node';

const host = builtin('crypto');
const { Buffer } = buffer;

type Data = string | ArrayBuffer | ArrayBufferView;

/** Digests happen at once, on the thread of the isolate. */
const MOST = 1 << 20;
const HASHES = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'];

function bytesOf(data: unknown, encoding?: string): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, encoding === 'buffer' ? undefined : encoding);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw Object.assign(new TypeError(`the data must be a string or bytes, not ${data === null ? 'null' : typeof data}`), { code: 'ERR_INVALID_ARG_TYPE' });
}

function hashName(algorithm: unknown): string {
  const name = String(algorithm).toLowerCase().replace(/^(?:rsa-)?sha-?/, 'sha');
  if (!HASHES.includes(name)) throw new Error(`Digest method not supported: ${String(algorithm)}; there are ${HASHES.join(', ')}`);
  return name;
}

function encoded(bytes: ArrayBuffer, encoding: string | undefined): unknown {
  const buffer = Buffer.from(bytes);
  return encoding === undefined || encoding === 'buffer' ? buffer : buffer.toString(encoding);
}

/** Data that is digested when its last part has come. */
class Digest {
  #parts: Uint8Array[];
  #size: number;
  #over = false;
  readonly #digest: (data: Uint8Array) => ArrayBuffer;

  constructor(digest: (data: Uint8Array) => ArrayBuffer, parts: Uint8Array[] = [], size = 0) {
    this.#digest = digest;
    this.#parts = parts;
    this.#size = size;
  }

  update(data: Data, encoding?: string): this {
    this.#refuseOver();
    const bytes = bytesOf(data, encoding);
    this.#size += bytes.length;
    if (this.#size > MOST) throw new RangeError('node:crypto: more than 1 MiB to digest; use crypto.subtle.digest, which does not hold the isolate');
    this.#parts.push(bytes.slice());
    return this;
  }

  digest(encoding?: string): any {
    this.#refuseOver();
    this.#over = true;
    return encoded(this.#digest(Buffer.concat(this.#parts)), encoding);
  }

  copy(): Digest {
    this.#refuseOver();
    return new Digest(this.#digest, [...this.#parts], this.#size);
  }

  #refuseOver(): void {
    if (this.#over) throw Object.assign(new Error('Digest already called'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
  }
}

function createHash(algorithm: unknown): Digest {
  const name = hashName(algorithm);
  return new Digest((data) => host.hash(name, data));
}

function createHmac(algorithm: unknown, key: Data): Digest {
  const name = hashName(algorithm);
  const secret = bytesOf(key).slice();
  return new Digest((data) => host.hmac(name, secret, data));
}

function hash(algorithm: unknown, data: Data, encoding = 'hex'): unknown {
  return createHash(algorithm).update(data).digest(encoding);
}

function timingSafeEqual(first: Data, second: Data): boolean {
  const [one, other] = [bytesOf(first), bytesOf(second)];
  if (one.length !== other.length) throw Object.assign(new RangeError('Input buffers must have the same byte length'), { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' });
  return host.equal(one, other);
}

type Callback<T> = (error: Error | null, value: T) => void;

/** At once, or to a callback soon. */
function give<T>(value: () => T, callback: Callback<T> | undefined): T | undefined {
  if (callback === undefined) return value();
  const made = value();
  queueMicrotask(() => callback(null, made));
  return undefined;
}

function randomBytes(count: number, callback?: Callback<unknown>): unknown {
  if (!Number.isInteger(count) || count < 0 || count > MOST) {
    throw Object.assign(new RangeError(`randomBytes: the count must be an integer from 0 to ${MOST}, not ${count}`), { code: 'ERR_OUT_OF_RANGE' });
  }
  return give(() => Buffer.from(host.randomBytes(count)), callback);
}

function randomFillSync(target: ArrayBuffer | ArrayBufferView, offset = 0, size?: number): unknown {
  const bytes = bytesOf(target);
  const end = size === undefined ? bytes.length : offset + size;
  if (!(offset >= 0 && end <= bytes.length && offset <= end)) throw Object.assign(new RangeError('randomFill: the range is not within the target'), { code: 'ERR_OUT_OF_RANGE' });
  for (let at = offset; at < end; at += MOST) bytes.set(host.randomBytes(Math.min(MOST, end - at)), at);
  return target;
}

function randomFill(target: ArrayBufferView, ...rest: any[]): void {
  const callback = rest.pop() as Callback<unknown>;
  give(() => randomFillSync(target, rest[0], rest[1]), callback);
}

/** An integer from `min` up to, and without, `max`. */
function randomInt(first: number, second?: number | Callback<number>, third?: Callback<number>): unknown {
  const [min, max, callback] = typeof second === 'number' ? [first, second, third] : [0, first, second];
  const range = max - min;
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || !(range > 0 && range < 2 ** 48)) {
    throw Object.assign(new RangeError(`randomInt: expected safe integers, the second greater by less than 2^48, not ${min} and ${max}`), { code: 'ERR_OUT_OF_RANGE' });
  }
  const limit = 2 ** 48 - (2 ** 48 % range);
  return give(() => {
    for (;;) {
      let value = 0;
      for (const byte of host.randomBytes(6)) value = value * 256 + byte;
      if (value < limit) return min + (value % range);
    }
  }, callback);
}

const web = (): any => (globalThis as any).crypto;
const randomUUID = (): string => web().randomUUID();
const getRandomValues = (target: unknown): unknown => web().getRandomValues(target);
const getHashes = (): string[] => [...HASHES];
/** The global `crypto`, which loads when it is first used. */
const webcrypto: object = {
  get subtle() {
    return web().subtle;
  },
  getRandomValues,
  randomUUID,
};

export {
  createHash, createHmac, hash, timingSafeEqual, randomBytes, randomBytes as pseudoRandomBytes, randomFillSync, randomFill, randomInt, randomUUID, getRandomValues, getHashes, webcrypto,
};
export default {
  createHash, createHmac, hash, timingSafeEqual, randomBytes, pseudoRandomBytes: randomBytes, randomFillSync, randomFill, randomInt, randomUUID, getRandomValues, getHashes, webcrypto,
  get subtle() {
    return web().subtle;
  },
};
declare function queueMicrotask(callback: () => void): void;
