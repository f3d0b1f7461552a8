/** JSON Web Keys (RFC 7517), as far as all kinds of keys share them. */
import { DOMException } from 'titan:kernel';
import type { Usage } from './key';

export interface Jwk {
  kty?: string;
  use?: string;
  key_ops?: readonly string[];
  alg?: string;
  ext?: boolean;
  crv?: string;
  k?: string;
  d?: string;
  oth?: unknown;
  [member: string]: unknown;
}

export function dataError(message: string): DOMException {
  return new DOMException(message, 'DataError');
}

/** Base64url without padding (RFC 7515, section 2); the engine's own. */
interface Base64 {
  toBase64(options: { alphabet: 'base64url'; omitPadding: boolean }): string;
}

export function toBase64Url(bytes: Uint8Array): string {
  return (bytes as unknown as Base64).toBase64({ alphabet: 'base64url', omitPadding: true });
}

export function fromBase64Url(text: unknown, member: string): Uint8Array {
  try {
    if (typeof text === 'string' && !/[=\s]/.test(text)) {
      return (Uint8Array as unknown as { fromBase64(text: string, options: object): Uint8Array }).fromBase64(text, { alphabet: 'base64url' });
    }
  } catch {
    // Told below.
  }
  throw dataError(`the JSON Web Key has no valid '${member}'`);
}

/** Checks what says whether the key may be used as asked. @throws DOMException DataError when it may not */
export function checkJwk(jwk: Jwk, kty: string, use: 'enc' | 'sig', extractable: boolean, usages: readonly Usage[]): void {
  if (jwk.kty !== kty) throw dataError(`the JSON Web Key is of type ${JSON.stringify(jwk.kty)}, expected '${kty}'`);
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) throw dataError(`the JSON Web Key is for '${jwk.use}', not '${use}'`);
  const operations = jwk.key_ops;
  if (operations !== undefined) {
    if (!Array.isArray(operations) || new Set(operations).size !== operations.length) throw dataError("'key_ops' of the JSON Web Key must be a list without repetition");
    for (const usage of usages) if (!operations.includes(usage)) throw dataError(`the JSON Web Key is not for '${usage}'`);
  }
  if (jwk.ext === false && extractable) throw dataError('the JSON Web Key is not extractable');
}

/** @throws DOMException DataError when the key names another algorithm */
export function checkAlg(jwk: Jwk, alg: string | undefined): void {
  if (jwk.alg !== undefined && alg !== undefined && jwk.alg !== alg) throw dataError(`the JSON Web Key is for '${jwk.alg}', not '${alg}'`);
}
