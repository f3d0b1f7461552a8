/** Algorithm dictionaries, read as https://w3c.github.io/webcrypto/#algorithm-normalization says. */
import { ArrayBufferIsView, DOMException, toDOMString } from 'titan:kernel';
import { type CryptoKey, isKey } from './key';

export type Operation = 'digest' | 'encrypt' | 'sign' | 'deriveBits' | 'generateKey' | 'importKey' | 'wrapKey' | 'length';

/** A dictionary that has been read: of each member that its algorithm knows there is a copy of the right type. */
export interface Algorithm {
  readonly name: string;
  readonly hash?: { readonly name: string };
  readonly iv?: Uint8Array;
  readonly counter?: Uint8Array;
  readonly additionalData?: Uint8Array;
  readonly label?: Uint8Array;
  readonly salt?: Uint8Array;
  readonly info?: Uint8Array;
  readonly length?: number;
  readonly tagLength?: number;
  readonly saltLength?: number;
  readonly iterations?: number;
  readonly modulusLength?: number;
  readonly publicExponent?: Uint8Array;
  readonly namedCurve?: string;
  readonly public?: CryptoKey;
}

type Read = (value: unknown, name: string) => unknown;
/** Members of a dictionary by name; a question mark at the end of a name says that it may be missing. */
type Members = Readonly<Record<string, Read>>;

const HASHES = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];

export function bytesOf(value: unknown, name: string): Uint8Array {
  if (ArrayBufferIsView(value)) {
    const { buffer, byteOffset, byteLength } = value as ArrayBufferView;
    return new Uint8Array(buffer, byteOffset, byteLength).slice();
  }
  if (value instanceof ArrayBuffer) return new Uint8Array(value.slice(0));
  throw new TypeError(`${name}: expected an ArrayBuffer or a view of one`);
}

function integer(most: number): Read {
  return (value, name) => {
    const number = Math.trunc(Number(value));
    if (!(number >= 0 && number <= most)) throw new TypeError(`${name}: expected an integer from 0 to ${most}, not ${String(value)}`);
    return number;
  };
}
const hash: Read = (value) => ({ name: normalize('digest', value).name });
const octet = integer(0xff);
const short = integer(0xffff);
const long = integer(0xffff_ffff);
const text: Read = (value) => toDOMString(value);
const key: Read = (value, name) => {
  if (!isKey(value)) throw new TypeError(`${name}: expected a CryptoKey`);
  return value;
};
const bigInteger: Read = (value, name) => {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${name}: expected a Uint8Array`);
  return value.slice();
};

const AES = ['AES-CTR', 'AES-CBC', 'AES-GCM', 'AES-KW'];
const RSA = ['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'RSA-OAEP'];
const EC = ['ECDSA', 'ECDH'];
const OKP = ['Ed25519', 'X25519'];

function each(names: readonly string[], members: Members): Record<string, Members> {
  return Object.fromEntries(names.map((name) => [name, members]));
}

const KNOWN: Readonly<Record<Operation, Readonly<Record<string, Members>>>> = {
  digest: each(HASHES, {}),
  encrypt: {
    'RSA-OAEP': { 'label?': bytesOf },
    'AES-CTR': { counter: bytesOf, length: octet },
    'AES-CBC': { iv: bytesOf },
    'AES-GCM': { 'additionalData?': bytesOf, iv: bytesOf, 'tagLength?': octet },
  },
  sign: { 'RSASSA-PKCS1-v1_5': {}, 'RSA-PSS': { saltLength: long }, ECDSA: { hash }, HMAC: {}, Ed25519: {} },
  deriveBits: {
    HKDF: { hash, info: bytesOf, salt: bytesOf },
    PBKDF2: { hash, iterations: long, salt: bytesOf },
    ECDH: { public: key },
    X25519: { public: key },
  },
  generateKey: {
    ...each(RSA, { hash, modulusLength: long, publicExponent: bigInteger }),
    ...each(EC, { namedCurve: text }),
    ...each(AES, { length: short }),
    ...each(OKP, {}),
    HMAC: { hash, 'length?': long },
  },
  importKey: {
    ...each(RSA, { hash }),
    ...each(EC, { namedCurve: text }),
    ...each([...AES, ...OKP, 'HKDF', 'PBKDF2'], {}),
    HMAC: { hash, 'length?': long },
  },
  wrapKey: { 'AES-KW': {} },
  length: { ...each(AES, { length: short }), ...each(['HKDF', 'PBKDF2'], {}), HMAC: { hash, 'length?': long } },
};

/** @throws DOMException NotSupportedError for an algorithm that the operation does not have; TypeError for a member that is missing or of the wrong type */
export function normalize(operation: Operation, given: unknown): Algorithm {
  const dictionary = (typeof given === 'object' || typeof given === 'function') && given !== null ? (given as Record<string, unknown>) : undefined;
  if (dictionary !== undefined && dictionary.name === undefined) throw new TypeError('the algorithm has no name');
  const wanted = toDOMString(dictionary === undefined ? given : dictionary.name);
  const known = KNOWN[operation];
  const name = Object.keys(known).find((one) => one.toLowerCase() === wanted.toLowerCase());
  if (name === undefined) {
    throw new DOMException(`${operation}: no algorithm '${wanted}'; there are ${Object.keys(known).join(', ')}`, 'NotSupportedError');
  }
  const result: Record<string, unknown> = { name };
  for (const member of Object.keys(known[name])) {
    const optional = member.endsWith('?');
    const key = optional ? member.slice(0, -1) : member;
    const value = dictionary?.[key];
    if (value !== undefined) result[key] = known[name][member](value, `${name}: ${key}`);
    else if (!optional) throw new TypeError(`${name}: the algorithm has no ${key}`);
  }
  return result as unknown as Algorithm;
}
