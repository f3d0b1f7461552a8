/** Key pairs: RSA, elliptic curves of NIST's, Ed25519 and X25519. The host reads and writes their encodings. */
import { DOMException } from 'titan:kernel';
import { ask, askBytes, type Outcome } from './host';
import { checkAlg, checkJwk, dataError, type Jwk } from './jwk';
import { algorithmOf, createKey, type CryptoKey, type KeyAlgorithm, materialOf, type Usage, usagesOf } from './key';
import type { Algorithm } from './normalize';
import { checkUsages } from './secrets';

interface Kind {
  /** The host's name for keys of this kind. */
  readonly family: 'RSA' | 'EC' | 'Ed25519' | 'X25519';
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly use: 'enc' | 'sig';
  readonly public: readonly Usage[];
  readonly private: readonly Usage[];
}

const SIGNS = { use: 'sig', public: ['verify'], private: ['sign'] } as const;
const AGREES = { use: 'enc', public: [], private: ['deriveKey', 'deriveBits'] } as const;

const KINDS: Readonly<Record<string, Kind>> = {
  'RSASSA-PKCS1-v1_5': { family: 'RSA', kty: 'RSA', ...SIGNS },
  'RSA-PSS': { family: 'RSA', kty: 'RSA', ...SIGNS },
  'RSA-OAEP': { family: 'RSA', kty: 'RSA', use: 'enc', public: ['encrypt', 'wrapKey'], private: ['decrypt', 'unwrapKey'] },
  ECDSA: { family: 'EC', kty: 'EC', ...SIGNS },
  ECDH: { family: 'EC', kty: 'EC', ...AGREES },
  Ed25519: { family: 'Ed25519', kty: 'OKP', ...SIGNS },
  X25519: { family: 'X25519', kty: 'OKP', ...AGREES },
};

const CURVES = ['P-256', 'P-384', 'P-521'];

/** The host's name for keys of an algorithm. */
export const familyOf = (name: string): string => KINDS[name].family;

function checkCurve(curve: string | undefined, unknown: 'NotSupportedError' | 'DataError'): void {
  if (curve !== undefined && !CURVES.includes(curve)) throw new DOMException(`no curve '${curve}'; there are ${CURVES.join(', ')}`, unknown);
}

/** The algorithm of a key, as its property shows it. */
function described(algorithm: Algorithm, { value }: Outcome): KeyAlgorithm {
  const { name, hash, namedCurve } = algorithm;
  if (namedCurve !== undefined) return { name, namedCurve };
  if (hash === undefined) return { name };
  const { modulusLength, publicExponent } = value as { modulusLength: number; publicExponent: string };
  const hex = publicExponent.length % 2 === 0 ? publicExponent : `0${publicExponent}`;
  const bytes = (Uint8Array as unknown as { fromHex(text: string): Uint8Array }).fromHex(hex);
  return { name, modulusLength, publicExponent: bytes, hash };
}

function halves({ value, bytes }: Outcome): { pkcs8: Uint8Array; spki: Uint8Array } {
  const at = (value as { private: number }).private;
  return { pkcs8: bytes.slice(0, at), spki: bytes.slice(at) };
}

export async function generatePair(algorithm: Algorithm, extractable: boolean, usages: readonly Usage[]): Promise<{ publicKey: CryptoKey; privateKey: CryptoKey }> {
  const kind = KINDS[algorithm.name];
  checkUsages(usages, [...kind.public, ...kind.private], algorithm.name);
  checkCurve(algorithm.namedCurve, 'NotSupportedError');
  const uses = usages.filter((usage) => kind.private.includes(usage));
  const options = { family: kind.family, curve: algorithm.namedCurve, modulusLength: algorithm.modulusLength, publicExponent: exponent(algorithm.publicExponent) };
  if (uses.length === 0) throw new DOMException('a private key without usages is of no use', 'SyntaxError');
  const outcome = await ask('generate', options, []);
  const made = described(algorithm, outcome);
  const { pkcs8, spki } = halves(outcome);
  return {
    publicKey: createKey('public', true, made, usages.filter((usage) => kind.public.includes(usage)), { spki }),
    privateKey: createKey('private', extractable, made, uses, { pkcs8, spki }),
  };
}

/** @throws DOMException OperationError for an exponent that cannot be one; beyond 64 bits the JDK makes no keys in sensible time */
function exponent(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  const value = BigInt(`0x0${(bytes as unknown as { toHex(): string }).toHex()}`);
  if (value < 3n || value % 2n === 0n || value >= 1n << 64n) throw new DOMException('RSA: the public exponent must be an odd number from 3 to 2^64', 'OperationError');
  return String(value);
}

export async function importPair(
  format: string,
  data: Uint8Array | Jwk,
  algorithm: Algorithm,
  extractable: boolean,
  usages: readonly Usage[],
  scope?: number,
): Promise<CryptoKey> {
  const { name, namedCurve } = algorithm;
  const kind = KINDS[name];
  const options: Record<string, unknown> = { family: kind.family, curve: namedCurve };
  checkCurve(namedCurve, format === 'jwk' ? 'DataError' : 'NotSupportedError');
  const secret = format === 'pkcs8' || (format === 'jwk' && (data as Jwk).d !== undefined);
  checkUsages(usages, secret ? kind.private : kind.public, name);
  let buffers: Uint8Array[] = [];
  switch (format) {
    case 'jwk': {
      const jwk = data as Jwk;
      checkJwk(jwk, kind.kty, kind.use, extractable, usages);
      if (kind.kty === 'EC' && jwk.crv !== namedCurve) throw dataError(`the JSON Web Key is of the curve '${jwk.crv}', not '${namedCurve}'`);
      if (kind.kty === 'OKP' && jwk.crv !== name) throw dataError(`the JSON Web Key is of the curve '${jwk.crv}', not '${name}'`);
      if (jwk.oth !== undefined) throw new DOMException('RSA keys of more than two primes are not supported', 'NotSupportedError');
      // EdDSA is what the name of the algorithm was before RFC 9864.
      if (name !== 'Ed25519' || jwk.alg !== 'EdDSA') checkAlg(jwk, jwkAlg(algorithm));
      options.jwk = jwk;
      break;
    }
    case 'raw':
    case 'raw-public':
      if (kind.kty === 'RSA') throw new DOMException(`a key of ${name} cannot be imported as '${format}'`, 'NotSupportedError');
      buffers = [data as Uint8Array];
      break;
    case 'spki':
    case 'pkcs8':
      buffers = [data as Uint8Array];
      break;
    default:
      throw new DOMException(`a key of ${name} cannot be imported as '${format}'`, 'NotSupportedError');
  }
  const outcome = await ask(`read.${format === 'raw-public' ? 'raw' : format}`, options, buffers, scope);
  const { pkcs8, spki } = halves(outcome);
  return createKey(secret ? 'private' : 'public', extractable, described(algorithm, outcome), usages, secret ? { pkcs8, spki } : { spki });
}

const RSA_ALGS: Readonly<Record<string, string>> = { 'RSASSA-PKCS1-v1_5': 'RS', 'RSA-PSS': 'PS', 'RSA-OAEP': 'RSA-OAEP' };

/** The name of a JSON Web Key's algorithm (RFC 7518, RFC 8037); undefined where a key may be for several. */
function jwkAlg({ name, hash, namedCurve }: { name: string; hash?: { name: string }; namedCurve?: string }): string | undefined {
  if (name === 'Ed25519') return name;
  if (name === 'ECDSA') return `ES${(namedCurve as string).slice(2).replace('521', '512')}`;
  if (hash === undefined) return undefined;
  const bits = hash.name.slice(4);
  if (name === 'RSA-OAEP') return bits === '1' ? name : `${name}-${bits}`;
  return RSA_ALGS[name] + bits;
}

export async function exportPair(format: string, key: CryptoKey, scope?: number): Promise<ArrayBuffer | Jwk> {
  const algorithm = algorithmOf(key);
  const { pkcs8, spki } = materialOf(key);
  const kind = KINDS[algorithm.name];
  const wrong = (): DOMException => new DOMException(`a ${key.type} key cannot be exported as '${format}'`, 'InvalidAccessError');
  const options = { family: kind.family, curve: algorithm.namedCurve };
  switch (format) {
    case 'spki':
      if (key.type !== 'public') throw wrong();
      return (spki as Uint8Array).slice().buffer as ArrayBuffer;
    case 'pkcs8':
      if (key.type !== 'private') throw wrong();
      return (pkcs8 as Uint8Array).slice().buffer as ArrayBuffer;
    case 'raw':
    case 'raw-public':
      if (kind.kty === 'RSA') throw new DOMException(`a key of ${algorithm.name} cannot be exported as '${format}'`, 'NotSupportedError');
      if (key.type !== 'public') throw wrong();
      return askBytes('raw', options, [spki as Uint8Array], scope);
    case 'jwk': {
      const { value } = await ask('jwk', options, [pkcs8 ?? new Uint8Array(0), spki as Uint8Array], scope);
      const jwk: Jwk = { ...(value as Jwk), key_ops: [...usagesOf(key)], ext: key.extractable };
      // A key of NIST's curves may sign with several hashes, so it names no algorithm.
      const alg = kind.kty === 'EC' ? undefined : jwkAlg(algorithm);
      if (alg !== undefined) jwk.alg = alg;
      return jwk;
    }
    default:
      throw new DOMException(`a key of ${algorithm.name} cannot be exported as '${format}'`, 'NotSupportedError');
  }
}
