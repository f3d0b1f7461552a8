// The types of cryptography, a web standard. Written by titan: what is changed here is lost.

/** Cryptography (https://w3c.github.io/webcrypto/). Its types are in the namespace, as they are nobody's own objects. */
declare namespace WebCrypto {
  type HashName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  type Hash = HashName | { name: HashName };
  type Curve = 'P-256' | 'P-384' | 'P-521';
  type Usage = 'encrypt' | 'decrypt' | 'sign' | 'verify' | 'deriveKey' | 'deriveBits' | 'wrapKey' | 'unwrapKey';
  type Bytes = ArrayBuffer | ArrayBufferView;
  type Cipher =
    | { name: 'AES-GCM'; iv: Bytes; additionalData?: Bytes; /** Bits, default 128. */ tagLength?: 32 | 64 | 96 | 104 | 112 | 120 | 128 }
    | { name: 'AES-CBC'; /** 16 bytes. */ iv: Bytes }
    | { name: 'AES-CTR'; /** 16 bytes. */ counter: Bytes; /** Bits of it that count, 1 to 128. */ length: number }
    | { name: 'RSA-OAEP'; label?: Bytes };
  type Signing =
    | 'HMAC'
    | 'RSASSA-PKCS1-v1_5'
    | 'Ed25519'
    | { name: 'HMAC' | 'RSASSA-PKCS1-v1_5' | 'Ed25519' }
    | { name: 'RSA-PSS'; /** Bytes. */ saltLength: number }
    | { name: 'ECDSA'; hash: Hash };
  type Deriving =
    | { name: 'HKDF'; hash: Hash; salt: Bytes; info: Bytes }
    | { name: 'PBKDF2'; hash: Hash; salt: Bytes; iterations: number }
    | { name: 'ECDH' | 'X25519'; public: CryptoKey };
  type SecretParameters =
    | { name: 'AES-CTR' | 'AES-CBC' | 'AES-GCM' | 'AES-KW'; length: 128 | 192 | 256 }
    | { name: 'HMAC'; hash: Hash; /** Bits; default what the hash takes at once. */ length?: number };
  type PairParameters =
    | { name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS' | 'RSA-OAEP'; modulusLength: number; publicExponent: Uint8Array; hash: Hash }
    | { name: 'ECDSA' | 'ECDH'; namedCurve: Curve }
    | 'Ed25519'
    | 'X25519'
    | { name: 'Ed25519' | 'X25519' };
  type ImportParameters =
    | 'AES-CTR' | 'AES-CBC' | 'AES-GCM' | 'AES-KW' | 'HKDF' | 'PBKDF2' | 'Ed25519' | 'X25519'
    | { name: 'AES-CTR' | 'AES-CBC' | 'AES-GCM' | 'AES-KW' | 'HKDF' | 'PBKDF2' | 'Ed25519' | 'X25519' }
    | { name: 'HMAC' | 'RSASSA-PKCS1-v1_5' | 'RSA-PSS' | 'RSA-OAEP'; hash: Hash; length?: number }
    | { name: 'ECDSA' | 'ECDH'; namedCurve: Curve };
}

/** https://w3c.github.io/webcrypto/#jsonwebkey-dictionary */
interface JsonWebKey {
  kty?: string;
  use?: string;
  key_ops?: string[];
  alg?: string;
  ext?: boolean;
  crv?: string;
  x?: string;
  y?: string;
  d?: string;
  n?: string;
  e?: string;
  p?: string;
  q?: string;
  dp?: string;
  dq?: string;
  qi?: string;
  k?: string;
}
/** A key of {@link SubtleCrypto}. Its material is out of reach but by export. https://w3c.github.io/webcrypto/#cryptokey-interface */
declare class CryptoKey {
  private constructor();
  readonly type: 'secret' | 'private' | 'public';
  readonly extractable: boolean;
  readonly algorithm: { name: string; [parameter: string]: any };
  readonly usages: WebCrypto.Usage[];
}
interface CryptoKeyPair {
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}
/**
 * https://w3c.github.io/webcrypto/#subtlecrypto-interface. Data is copied when a method is called. What takes long is done beside the isolate.
 *
 * The promises reject with DOMException: NotSupportedError for an unknown algorithm, InvalidAccessError for a key that is not for this, DataError for a malformed key, OperationError for
 * input that the algorithm refuses, such as data that has been tampered with.
 */
declare class SubtleCrypto {
  private constructor();
  digest(algorithm: WebCrypto.Hash, data: WebCrypto.Bytes): Promise<ArrayBuffer>;
  encrypt(algorithm: WebCrypto.Cipher, key: CryptoKey, data: WebCrypto.Bytes): Promise<ArrayBuffer>;
  decrypt(algorithm: WebCrypto.Cipher, key: CryptoKey, data: WebCrypto.Bytes): Promise<ArrayBuffer>;
  sign(algorithm: WebCrypto.Signing, key: CryptoKey, data: WebCrypto.Bytes): Promise<ArrayBuffer>;
  verify(algorithm: WebCrypto.Signing, key: CryptoKey, signature: WebCrypto.Bytes, data: WebCrypto.Bytes): Promise<boolean>;
  generateKey(algorithm: WebCrypto.SecretParameters, extractable: boolean, usages: readonly WebCrypto.Usage[]): Promise<CryptoKey>;
  generateKey(algorithm: WebCrypto.PairParameters, extractable: boolean, usages: readonly WebCrypto.Usage[]): Promise<CryptoKeyPair>;
  /** @param length bits; null for all of a shared secret */
  deriveBits(algorithm: WebCrypto.Deriving, key: CryptoKey, length?: number | null): Promise<ArrayBuffer>;
  deriveKey(
    algorithm: WebCrypto.Deriving,
    key: CryptoKey,
    derived: WebCrypto.SecretParameters | 'HKDF' | 'PBKDF2',
    extractable: boolean,
    usages: readonly WebCrypto.Usage[],
  ): Promise<CryptoKey>;
  importKey(format: 'jwk', key: JsonWebKey, algorithm: WebCrypto.ImportParameters, extractable: boolean, usages: readonly WebCrypto.Usage[]): Promise<CryptoKey>;
  importKey(
    format: 'raw' | 'spki' | 'pkcs8',
    key: WebCrypto.Bytes,
    algorithm: WebCrypto.ImportParameters,
    extractable: boolean,
    usages: readonly WebCrypto.Usage[],
  ): Promise<CryptoKey>;
  exportKey(format: 'jwk', key: CryptoKey): Promise<JsonWebKey>;
  exportKey(format: 'raw' | 'spki' | 'pkcs8', key: CryptoKey): Promise<ArrayBuffer>;
  wrapKey(format: 'raw' | 'spki' | 'pkcs8' | 'jwk', key: CryptoKey, wrappingKey: CryptoKey, algorithm: WebCrypto.Cipher | 'AES-KW'): Promise<ArrayBuffer>;
  unwrapKey(
    format: 'raw' | 'spki' | 'pkcs8' | 'jwk',
    wrappedKey: WebCrypto.Bytes,
    unwrappingKey: CryptoKey,
    algorithm: WebCrypto.Cipher | 'AES-KW',
    unwrappedAlgorithm: WebCrypto.ImportParameters,
    extractable: boolean,
    usages: readonly WebCrypto.Usage[],
  ): Promise<CryptoKey>;
}
/** https://w3c.github.io/webcrypto/#Crypto-interface */
declare class Crypto {
  private constructor();
  readonly subtle: SubtleCrypto;
  /** Fills at most 65,536 bytes with random ones; throws QuotaExceededError for more. @returns the array itself */
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  /** A UUID of version 4. */
  randomUUID(): `${string}-${string}-${string}-${string}-${string}`;
}
declare const crypto: Crypto;
