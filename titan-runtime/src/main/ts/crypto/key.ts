/** CryptoKey (https://w3c.github.io/webcrypto/#cryptokey-interface). */
import { defineInterface } from 'titan:kernel';

export type Usage = 'encrypt' | 'decrypt' | 'sign' | 'verify' | 'deriveKey' | 'deriveBits' | 'wrapKey' | 'unwrapKey';
export const USAGES: readonly Usage[] = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];

export interface KeyAlgorithm {
  name: string;
  hash?: { name: string };
  length?: number;
  namedCurve?: string;
  modulusLength?: number;
  publicExponent?: Uint8Array;
}

/** What a key is made of: a secret's bytes; the two halves of a pair as PKCS #8 and SPKI, where a public key has the second alone. */
interface Material {
  readonly secret?: Uint8Array;
  readonly pkcs8?: Uint8Array;
  readonly spki?: Uint8Array;
}

const NEW = Symbol('the constructor is for the runtime');

export class CryptoKey {
  readonly #type: string;
  readonly #extractable: boolean;
  readonly #algorithm: KeyAlgorithm;
  readonly #usages: Usage[];
  readonly #material: Material;
  /** What the author sees: changes of it change nothing. */
  #shownAlgorithm: KeyAlgorithm | undefined;
  #shownUsages: Usage[] | undefined;

  constructor(key: unknown, type: string, extractable: boolean, algorithm: KeyAlgorithm, usages: Usage[], material: Material) {
    if (key !== NEW) throw new TypeError('CryptoKey: use crypto.subtle.generateKey, importKey, deriveKey or unwrapKey');
    this.#type = type;
    this.#extractable = extractable;
    this.#algorithm = algorithm;
    this.#usages = usages;
    this.#material = material;
  }
  get type(): string {
    return this.#type;
  }
  get extractable(): boolean {
    return this.#extractable;
  }
  get algorithm(): KeyAlgorithm {
    return (this.#shownAlgorithm ??= { ...this.#algorithm, ...(this.#algorithm.hash && { hash: { ...this.#algorithm.hash } }) });
  }
  get usages(): Usage[] {
    return (this.#shownUsages ??= [...this.#usages]);
  }

  /** What the runtime reads of keys. Taken off the class below. */
  static internal = {
    create(type: string, extractable: boolean, algorithm: KeyAlgorithm, usages: readonly Usage[], material: Material): CryptoKey {
      return new CryptoKey(NEW, type, extractable, algorithm, USAGES.filter((usage) => usages.includes(usage)), material);
    },
    is: (value: unknown): value is CryptoKey => typeof value === 'object' && value !== null && #material in value,
    algorithm: (key: CryptoKey): KeyAlgorithm => key.#algorithm,
    usages: (key: CryptoKey): Usage[] => key.#usages,
    material: (key: CryptoKey): Material => key.#material,
    copy: (key: CryptoKey): CryptoKey => new CryptoKey(NEW, key.#type, key.#extractable, key.#algorithm, key.#usages, key.#material),
  };
}

export const { create: createKey, is: isKey, algorithm: algorithmOf, usages: usagesOf, material: materialOf, copy: copyKey } = CryptoKey.internal;
delete (CryptoKey as { internal?: unknown }).internal;
defineInterface(CryptoKey, 'CryptoKey');
Object.defineProperty(CryptoKey, 'length', { value: 0, configurable: true });
