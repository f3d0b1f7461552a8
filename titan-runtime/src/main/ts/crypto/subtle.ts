/** SubtleCrypto (https://w3c.github.io/webcrypto/#subtlecrypto-interface): checks and keys here, algorithms in the host. */
import { currentNumber, defineInterface, DOMException, host, JSONParse, JSONStringify, requireArguments, toDOMString } from 'titan:kernel';
import { ask, askBytes } from './host';
import { dataError, type Jwk } from './jwk';
import { algorithmOf, type CryptoKey, isKey, materialOf, type Usage, USAGES, usagesOf } from './key';
import { type Algorithm, bytesOf, normalize } from './normalize';
import { exportPair, familyOf, generatePair, importPair } from './pairs';
import { exportSecret, generateSecret, importSecret, isSecret, keyLength } from './secrets';

const FORMATS = ['raw', 'raw-secret', 'raw-public', 'raw-seed', 'spki', 'pkcs8', 'jwk'];
const NONE = new Uint8Array(0);

function keyOf(value: unknown, context: string): CryptoKey {
  if (!isKey(value)) throw new TypeError(`${context}: expected a CryptoKey`);
  return value;
}

function formatOf(value: unknown): string {
  const format = toDOMString(value);
  if (!FORMATS.includes(format)) throw new TypeError(`no key format '${format}'; there are raw, spki, pkcs8, jwk`);
  return format;
}

function usagesFrom(value: unknown): Usage[] {
  if (typeof value !== 'object' || value === null) throw new TypeError('the usages must be a list');
  const usages = [...(value as Iterable<unknown>)].map((one) => toDOMString(one) as Usage);
  for (const usage of usages) if (!USAGES.includes(usage)) throw new TypeError(`no key usage '${usage}'; there are ${USAGES.join(', ')}`);
  return usages;
}

/** @throws DOMException InvalidAccessError when the key is for another algorithm or use */
function require(key: CryptoKey, algorithm: Algorithm, usage: Usage): void {
  const { name } = algorithmOf(key);
  if (name !== algorithm.name) throw new DOMException(`the key is for ${name}, not ${algorithm.name}`, 'InvalidAccessError');
  if (!usagesOf(key).includes(usage)) throw new DOMException(`the key is not for '${usage}'`, 'InvalidAccessError');
}

function requireType(key: CryptoKey, type: string): void {
  if (key.type !== type) throw new DOMException(`the key is ${key.type}, expected a ${type} one`, 'InvalidAccessError');
}

function operationError(message: string): DOMException {
  return new DOMException(message, 'OperationError');
}

/** Encrypts or decrypts with a key that fits. */
function cipher(encrypt: boolean, algorithm: Algorithm, key: CryptoKey, data: Uint8Array, scope?: number): Promise<ArrayBuffer> {
  const { secret, pkcs8, spki } = materialOf(key);
  switch (algorithm.name) {
    case 'RSA-OAEP':
      requireType(key, encrypt ? 'public' : 'private');
      return askBytes('oaep', { encrypt, hash: algorithmOf(key).hash?.name }, [(encrypt ? spki : pkcs8) as Uint8Array, algorithm.label ?? NONE, data], scope);
    case 'AES-CBC':
      if (algorithm.iv?.length !== 16) throw operationError(`AES-CBC: the iv must have 16 bytes, not ${algorithm.iv?.length}`);
      return askBytes('cbc', { encrypt }, [secret as Uint8Array, algorithm.iv, data], scope);
    case 'AES-CTR': {
      const { counter, length = 0 } = algorithm;
      if (counter?.length !== 16) throw operationError(`AES-CTR: the counter must have 16 bytes, not ${counter?.length}`);
      if (length < 1 || length > 128) throw operationError(`AES-CTR: the length must be from 1 to 128 bits, not ${length}`);
      return askBytes('ctr', { length }, [secret as Uint8Array, counter, data], scope);
    }
    default: {
      const { iv, additionalData = NONE, tagLength = 128 } = algorithm;
      if (![32, 64, 96, 104, 112, 120, 128].includes(tagLength)) throw operationError(`AES-GCM: no tag has ${tagLength} bits`);
      if (!encrypt && data.length < tagLength / 8) throw operationError('AES-GCM: the data is shorter than its tag');
      return askBytes('gcm', { encrypt, tagLength }, [secret as Uint8Array, iv as Uint8Array, additionalData, data], scope);
    }
  }
}

function sign(algorithm: Algorithm, key: CryptoKey, data: Uint8Array): Promise<ArrayBuffer> {
  const { name, saltLength } = algorithm;
  const { secret, pkcs8 } = materialOf(key);
  const hash = (algorithm.hash ?? algorithmOf(key).hash)?.name;
  if (name === 'HMAC') return askBytes('hmac', { hash }, [secret as Uint8Array, data]);
  requireType(key, 'private');
  return askBytes('sign', { algorithm: name, hash, saltLength }, [pkcs8 as Uint8Array, data]);
}

async function verify(algorithm: Algorithm, key: CryptoKey, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
  const { name, saltLength } = algorithm;
  const { secret, spki } = materialOf(key);
  const hash = (algorithm.hash ?? algorithmOf(key).hash)?.name;
  if (name === 'HMAC') return (await ask('hmac.verify', { hash }, [secret as Uint8Array, signature, data])).value as boolean;
  requireType(key, 'public');
  return (await ask('verify', { algorithm: name, hash, saltLength }, [spki as Uint8Array, signature, data])).value as boolean;
}

async function derive(algorithm: Algorithm, key: CryptoKey, length: number | null): Promise<ArrayBuffer> {
  const { name, salt, info, iterations } = algorithm;
  const material = materialOf(key);
  if (name === 'HKDF' || name === 'PBKDF2') {
    if (length === null || length % 8 !== 0) throw operationError(`${name}: the length must be a multiple of 8 bits`);
    if (iterations === 0) throw operationError('PBKDF2: the iterations must be 1 or more');
    const options = { hash: algorithm.hash?.name, length: length / 8, iterations };
    if (name === 'HKDF') return askBytes('hkdf', options, [material.secret as Uint8Array, salt as Uint8Array, info as Uint8Array]);
    return askBytes('pbkdf2', options, [material.secret as Uint8Array, salt as Uint8Array]);
  }
  requireType(key, 'private');
  const other = algorithm.public as CryptoKey;
  requireType(other, 'public');
  const [mine, theirs] = [algorithmOf(key), algorithmOf(other)];
  if (theirs.name !== mine.name) throw new DOMException(`the public key is for ${theirs.name}, not ${mine.name}`, 'InvalidAccessError');
  if (theirs.namedCurve !== mine.namedCurve) throw new DOMException('the keys are of different curves', 'InvalidAccessError');
  const secret = await askBytes('agree', { family: familyOf(name) }, [material.pkcs8 as Uint8Array, materialOf(other).spki as Uint8Array]);
  if (length === null) return secret;
  if (length > secret.byteLength * 8) throw operationError(`the shared secret has ${secret.byteLength * 8} bits, fewer than ${length}`);
  const bits = new Uint8Array(secret.slice(0, Math.ceil(length / 8)));
  if (length % 8 !== 0) bits[bits.length - 1] &= 0xff << (8 - (length % 8));
  return bits.buffer;
}

async function importKey(format: string, data: Uint8Array | Jwk, algorithm: Algorithm, extractable: boolean, usages: Usage[], scope?: number): Promise<CryptoKey> {
  const key = isSecret(algorithm.name)
    ? importSecret(format, data, algorithm, extractable, usages)
    : await importPair(format, data, algorithm, extractable, usages, scope);
  if (key.type !== 'public' && usages.length === 0) throw new DOMException(`a ${key.type} key without usages is of no use`, 'SyntaxError');
  return key;
}

async function exportKey(format: string, key: CryptoKey, scope?: number): Promise<ArrayBuffer | Jwk> {
  const { name } = algorithmOf(key);
  if (name === 'HKDF' || name === 'PBKDF2') throw new DOMException(`a key of ${name} cannot be exported`, 'NotSupportedError');
  if (!key.extractable) throw new DOMException('the key is not extractable', 'InvalidAccessError');
  return isSecret(name) ? exportSecret(format, key) : exportPair(format, key, scope);
}

function wrapping(given: unknown): Algorithm {
  try {
    return normalize('wrapKey', given);
  } catch {
    return normalize('encrypt', given);
  }
}

const NEW = Symbol('the constructor is for the runtime');

export class SubtleCrypto {
  #brand = true;

  constructor(key: unknown) {
    if (key !== NEW) throw new TypeError('SubtleCrypto: use crypto.subtle');
  }

  async digest(algorithm: unknown, data: unknown): Promise<ArrayBuffer> {
    void this.#brand;
    requireArguments('digest', arguments, 2);
    const { name } = normalize('digest', algorithm);
    return askBytes('digest', { hash: name }, [bytesOf(data, 'digest: data')]);
  }
  async encrypt(algorithm: unknown, key: unknown, data: unknown): Promise<ArrayBuffer> {
    void this.#brand;
    requireArguments('encrypt', arguments, 3);
    const [wanted, found, bytes] = [normalize('encrypt', algorithm), keyOf(key, 'encrypt'), bytesOf(data, 'encrypt: data')];
    require(found, wanted, 'encrypt');
    return cipher(true, wanted, found, bytes);
  }
  async decrypt(algorithm: unknown, key: unknown, data: unknown): Promise<ArrayBuffer> {
    void this.#brand;
    requireArguments('decrypt', arguments, 3);
    const [wanted, found, bytes] = [normalize('encrypt', algorithm), keyOf(key, 'decrypt'), bytesOf(data, 'decrypt: data')];
    require(found, wanted, 'decrypt');
    return cipher(false, wanted, found, bytes);
  }
  async sign(algorithm: unknown, key: unknown, data: unknown): Promise<ArrayBuffer> {
    void this.#brand;
    requireArguments('sign', arguments, 3);
    const [wanted, found, bytes] = [normalize('sign', algorithm), keyOf(key, 'sign'), bytesOf(data, 'sign: data')];
    require(found, wanted, 'sign');
    return sign(wanted, found, bytes);
  }
  async verify(algorithm: unknown, key: unknown, signature: unknown, data: unknown): Promise<boolean> {
    void this.#brand;
    requireArguments('verify', arguments, 4);
    const [wanted, found] = [normalize('sign', algorithm), keyOf(key, 'verify')];
    const [signed, bytes] = [bytesOf(signature, 'verify: signature'), bytesOf(data, 'verify: data')];
    require(found, wanted, 'verify');
    return verify(wanted, found, signed, bytes);
  }
  async generateKey(algorithm: unknown, extractable: unknown, usages: unknown): Promise<CryptoKey | { publicKey: CryptoKey; privateKey: CryptoKey }> {
    void this.#brand;
    requireArguments('generateKey', arguments, 3);
    const uses = usagesFrom(usages);
    const wanted = normalize('generateKey', algorithm);
    if (!isSecret(wanted.name)) return generatePair(wanted, Boolean(extractable), uses);
    const key = generateSecret(wanted, Boolean(extractable), uses);
    if (uses.length === 0) throw new DOMException('a secret key without usages is of no use', 'SyntaxError');
    return key;
  }
  async deriveBits(algorithm: unknown, key: unknown, length: unknown = null): Promise<ArrayBuffer> {
    void this.#brand;
    requireArguments('deriveBits', arguments, 2);
    const bits = length === null ? null : Number(length) >>> 0;
    const [wanted, found] = [normalize('deriveBits', algorithm), keyOf(key, 'deriveBits')];
    require(found, wanted, 'deriveBits');
    return derive(wanted, found, bits);
  }
  async deriveKey(algorithm: unknown, key: unknown, derivedKeyType: unknown, extractable: unknown, usages: unknown): Promise<CryptoKey> {
    void this.#brand;
    requireArguments('deriveKey', arguments, 5);
    const uses = usagesFrom(usages);
    const [wanted, found] = [normalize('deriveBits', algorithm), keyOf(key, 'deriveKey')];
    const [type, length] = [normalize('importKey', derivedKeyType), keyLength(normalize('length', derivedKeyType))];
    require(found, wanted, 'deriveKey');
    const secret = new Uint8Array(await derive(wanted, found, length));
    return importKey('raw', secret, type, Boolean(extractable), uses);
  }
  async importKey(format: unknown, keyData: unknown, algorithm: unknown, extractable: unknown, usages: unknown): Promise<CryptoKey> {
    void this.#brand;
    requireArguments('importKey', arguments, 5);
    const [form, uses] = [formatOf(format), usagesFrom(usages)];
    const wanted = normalize('importKey', algorithm);
    if (form !== 'jwk') return importKey(form, bytesOf(keyData, `importKey: a key as '${form}'`), wanted, Boolean(extractable), uses);
    if (typeof keyData !== 'object' || keyData === null || keyData instanceof ArrayBuffer || ArrayBuffer.isView(keyData)) {
      throw new TypeError("importKey: expected an object for a key as 'jwk'");
    }
    return importKey(form, { ...keyData } as Jwk, wanted, Boolean(extractable), uses);
  }
  async exportKey(format: unknown, key: unknown): Promise<ArrayBuffer | Jwk> {
    void this.#brand;
    requireArguments('exportKey', arguments, 2);
    return exportKey(formatOf(format), keyOf(key, 'exportKey'));
  }
  async wrapKey(format: unknown, key: unknown, wrappingKey: unknown, wrapAlgorithm: unknown): Promise<ArrayBuffer> {
    void this.#brand;
    requireArguments('wrapKey', arguments, 4);
    const scope = currentNumber();
    const [form, found, by, wanted] = [formatOf(format), keyOf(key, 'wrapKey'), keyOf(wrappingKey, 'wrapKey'), wrapping(wrapAlgorithm)];
    require(by, wanted, 'wrapKey');
    const exported = await exportKey(form, found, scope);
    const bytes = new Uint8Array(form === 'jwk' ? host.encodeUtf8(JSONStringify(exported)) : (exported as ArrayBuffer));
    if (wanted.name !== 'AES-KW') return cipher(true, wanted, by, bytes, scope);
    if (bytes.length % 8 !== 0) throw operationError('AES-KW: the key must have a multiple of 64 bits');
    return askBytes('kw', { wrap: true }, [materialOf(by).secret as Uint8Array, bytes], scope);
  }
  async unwrapKey(
    format: unknown,
    wrappedKey: unknown,
    unwrappingKey: unknown,
    unwrapAlgorithm: unknown,
    unwrappedKeyAlgorithm: unknown,
    extractable: unknown,
    usages: unknown,
  ): Promise<CryptoKey> {
    void this.#brand;
    requireArguments('unwrapKey', arguments, 7);
    const scope = currentNumber();
    const [form, uses, wanted] = [formatOf(format), usagesFrom(usages), wrapping(unwrapAlgorithm)];
    const [type, by, data] = [normalize('importKey', unwrappedKeyAlgorithm), keyOf(unwrappingKey, 'unwrapKey'), bytesOf(wrappedKey, 'unwrapKey: wrappedKey')];
    require(by, wanted, 'unwrapKey');
    const plain = wanted.name === 'AES-KW' ? askBytes('kw', { wrap: false }, [materialOf(by).secret as Uint8Array, data]) : cipher(false, wanted, by, data);
    const bytes = new Uint8Array(await plain);
    return importKey(form, form === 'jwk' ? parseJwk(bytes) : bytes, type, Boolean(extractable), uses, scope);
  }
}
defineInterface(SubtleCrypto, 'SubtleCrypto');
Object.defineProperty(SubtleCrypto, 'length', { value: 0, configurable: true });
Object.defineProperty(SubtleCrypto.prototype.deriveBits, 'length', { value: 2, configurable: true });

export const subtle = new SubtleCrypto(NEW);

/** @throws DOMException DataError */
function parseJwk(bytes: Uint8Array): Jwk {
  try {
    return JSONParse(host.decodeUtf8(bytes)) as Jwk;
  } catch {
    throw dataError('what was unwrapped is not a JSON Web Key');
  }
}
