/** Secret keys: AES, HMAC, and what HKDF and PBKDF2 derive from. */
import { DOMException } from 'titan:kernel';
import { checkAlg, checkJwk, dataError, fromBase64Url, type Jwk, toBase64Url } from './jwk';
import { createKey, type CryptoKey, type KeyAlgorithm, materialOf, algorithmOf, type Usage, usagesOf } from './key';
import type { Algorithm } from './normalize';
import { randomBytes } from './random';

/** Bytes that a hash takes at once (FIPS 180-4): as many bits has an HMAC key unless told. */
const BLOCK_BYTES: Readonly<Record<string, number>> = { 'SHA-1': 64, 'SHA-256': 64, 'SHA-384': 128, 'SHA-512': 128 };

const USES: Readonly<Record<string, readonly Usage[]>> = {
  'AES-CTR': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-CBC': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-GCM': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-KW': ['wrapKey', 'unwrapKey'],
  HMAC: ['sign', 'verify'],
  HKDF: ['deriveKey', 'deriveBits'],
  PBKDF2: ['deriveKey', 'deriveBits'],
};

export const isSecret = (name: string): boolean => Object.hasOwn(USES, name);

/** @throws DOMException SyntaxError */
export function checkUsages(usages: readonly Usage[], allowed: readonly Usage[], name: string): void {
  for (const usage of usages) {
    if (!allowed.includes(usage)) {
      throw new DOMException(`a key of ${name} cannot be used to '${usage}'${allowed.length > 0 ? `; it can to ${allowed.join(', ')}` : ''}`, 'SyntaxError');
    }
  }
}

function isAesLength(length: number | undefined): boolean {
  return length === 128 || length === 192 || length === 256;
}

/** Bits of a key for an algorithm; null for what takes any. */
export function keyLength(algorithm: Algorithm): number | null {
  const { name, length } = algorithm;
  if (name === 'HKDF' || name === 'PBKDF2') return null;
  if (name !== 'HMAC') {
    if (!isAesLength(length)) throw new DOMException(`an AES key has 128, 192 or 256 bits, not ${length}`, 'OperationError');
    return length as number;
  }
  if (length === undefined) return BLOCK_BYTES[algorithm.hash?.name as string] * 8;
  if (length === 0) throw new TypeError('HMAC: the length must not be 0');
  return length;
}

export function generateSecret(algorithm: Algorithm, extractable: boolean, usages: readonly Usage[]): CryptoKey {
  const { name, hash } = algorithm;
  checkUsages(usages, USES[name], name);
  if (algorithm.length === 0 && name === 'HMAC') throw new DOMException('HMAC: the length must not be 0', 'OperationError');
  const length = keyLength(algorithm) as number;
  const secret = randomBytes(Math.ceil(length / 8));
  return createKey('secret', extractable, hash === undefined ? { name, length } : { name, hash, length }, usages, { secret });
}

/** The name of a JSON Web Key's algorithm (RFC 7518): A128GCM, HS256, … */
function jwkAlg(algorithm: KeyAlgorithm): string {
  if (algorithm.name === 'HMAC') return `HS${(algorithm.hash?.name as string).slice(4)}`;
  return `A${algorithm.length}${algorithm.name.slice(4)}`;
}

export function importSecret(format: string, data: Uint8Array | Jwk, algorithm: Algorithm, extractable: boolean, usages: readonly Usage[]): CryptoKey {
  const { name, hash } = algorithm;
  checkUsages(usages, USES[name], name);
  const derives = name === 'HKDF' || name === 'PBKDF2';
  if (format !== 'raw' && format !== 'raw-secret' && (format !== 'jwk' || derives)) {
    throw new DOMException(`a key of ${name} cannot be imported as '${format}'`, 'NotSupportedError');
  }
  if (derives) {
    if (extractable) throw new DOMException(`a key of ${name} cannot be extractable`, 'SyntaxError');
    return createKey('secret', false, { name }, usages, { secret: data as Uint8Array });
  }
  let secret = data as Uint8Array;
  if (format === 'jwk') {
    const jwk = data as Jwk;
    if (jwk.kty !== 'oct') throw dataError(`the JSON Web Key is of type ${JSON.stringify(jwk.kty)}, expected 'oct'`);
    secret = fromBase64Url(jwk.k, 'k');
    checkJwk(jwk, 'oct', name === 'HMAC' ? 'sig' : 'enc', extractable, usages);
  }
  const made: KeyAlgorithm = hash === undefined ? { name, length: secret.length * 8 } : { name, hash, length: secret.length * 8 };
  if (name === 'HMAC') {
    if (secret.length === 0) throw dataError('an HMAC key must not be empty');
    if (algorithm.length !== undefined) {
      const bits = secret.length * 8;
      if (algorithm.length > bits || algorithm.length <= bits - 8) throw dataError(`the key has ${bits} bits, not ${algorithm.length}`);
      made.length = algorithm.length;
    }
  } else if (!isAesLength(made.length)) {
    throw dataError(`an AES key has 128, 192 or 256 bits, not ${made.length}`);
  }
  if (format === 'jwk') checkAlg(data as Jwk, jwkAlg(made));
  return createKey('secret', extractable, made, usages, { secret });
}

export function exportSecret(format: string, key: CryptoKey): ArrayBuffer | Jwk {
  const secret = materialOf(key).secret as Uint8Array;
  const algorithm = algorithmOf(key);
  if (format === 'raw' || format === 'raw-secret') return secret.slice().buffer as ArrayBuffer;
  if (format !== 'jwk') throw new DOMException(`a key of ${algorithm.name} cannot be exported as '${format}'`, 'NotSupportedError');
  return { kty: 'oct', k: toBase64Url(secret), alg: jwkAlg(algorithm), key_ops: [...usagesOf(key)], ext: key.extractable };
}
