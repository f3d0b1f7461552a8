/** Crypto (https://w3c.github.io/webcrypto/#crypto-interface). */
import { defineInterface } from 'titan:kernel';
import { algorithmOf, isKey, materialOf, usagesOf } from './key';
import { fillRandom, randomUUID } from './random';
import { subtle, type SubtleCrypto } from './subtle';

export { CryptoKey } from './key';
export { randomBytes, randomUUID } from './random';
export { formatUUID } from './uuid';
export { SubtleCrypto } from './subtle';

/** What other parts read of keys. */
export const keys = { isKey, algorithmOf, materialOf, usagesOf };

const NEW = Symbol('the constructor is for the runtime');

export class Crypto {
  #subtle = subtle;

  constructor(key: unknown) {
    if (key !== NEW) throw new TypeError('Crypto: use crypto');
  }
  get subtle(): SubtleCrypto {
    return this.#subtle;
  }
  getRandomValues<T>(array: T): T {
    void this.#subtle;
    return fillRandom(array);
  }
  randomUUID(): string {
    void this.#subtle;
    return randomUUID();
  }
}
defineInterface(Crypto, 'Crypto');
Object.defineProperty(Crypto, 'length', { value: 0, configurable: true });

export const crypto = new Crypto(NEW);
