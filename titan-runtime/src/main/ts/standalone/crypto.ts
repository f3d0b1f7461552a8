/** What `t.id` takes of Titan's own crypto, out of Web Cryptography, which every runner has. */
import { formatUUID, uuidOf } from '../crypto/uuid';

export { formatUUID };

export function randomBytes(count: number): Uint8Array {
  const { crypto } = globalThis as unknown as { crypto: { getRandomValues(bytes: Uint8Array): Uint8Array } };
  return crypto.getRandomValues(new Uint8Array(count));
}

export const randomUUID = (): string => uuidOf(randomBytes(16));
