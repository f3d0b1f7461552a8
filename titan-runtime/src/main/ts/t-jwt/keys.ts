/** Keys of tokens as the host takes them: `dev.titan.host.jwt.JwtKeyText` says in what form. */
import { ArrayBufferIsView, part } from 'titan:kernel';

type Use = 'sign' | 'verify';

interface Encoder {
  toBase64(): string;
}

const base64 = (bytes: Uint8Array): string => (bytes as Uint8Array & Encoder).toBase64();

/** The one algorithm that a CryptoKey is for; undefined where tokens know none such. */
function algorithmOf(name: string, hash: string | undefined, curve: string | undefined): string | undefined {
  const bits = hash?.replace('SHA-', '') ?? '';
  switch (name) {
    case 'HMAC':
      return `HS${bits}`;
    case 'RSASSA-PKCS1-v1_5':
      return `RS${bits}`;
    case 'RSA-PSS':
      return `PS${bits}`;
    case 'ECDSA':
      return ({ 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' } as Record<string, string>)[curve ?? ''];
    case 'Ed25519':
      return 'EdDSA';
    default:
      return undefined;
  }
}

function cryptoKeyText(key: object, use: Use): string | undefined {
  const { isKey, algorithmOf: described, materialOf, usagesOf } = part<typeof import('../crypto')>('crypto').keys;
  if (!isKey(key)) return undefined;
  const { name, hash, namedCurve } = described(key);
  const algorithm = algorithmOf(name, hash?.name, namedCurve);
  if (algorithm === undefined) throw new TypeError(`t.jwt.${use}: a CryptoKey for ${name} cannot ${use} tokens`);
  if (!usagesOf(key).includes(use)) throw new TypeError(`t.jwt.${use}: the CryptoKey is not for '${use}'; its usages are ${usagesOf(key).join(', ')}`);
  const { secret, pkcs8, spki } = materialOf(key);
  const [kind, bytes] = secret !== undefined ? ['s', secret] : pkcs8 !== undefined ? ['k', pkcs8] : ['p', spki!];
  return `C${algorithm} ${kind} ${base64(bytes)}`;
}

/** @throws TypeError for what is no key */
export function keyText(key: unknown, use: Use): string {
  if (typeof key === 'string') return `T${key}`;
  if (key instanceof ArrayBuffer) return `B${base64(new Uint8Array(key))}`;
  if (typeof key === 'object' && key !== null) {
    if (ArrayBufferIsView(key)) return `B${base64(new Uint8Array(key.buffer as ArrayBuffer, key.byteOffset, key.byteLength))}`;
    const members = key as { kty?: unknown; keys?: unknown };
    if (typeof members.kty === 'string' || Array.isArray(members.keys)) return `J${JSON.stringify(key)}`;
    const text = cryptoKeyText(key, use);
    if (text !== undefined) return text;
  }
  const found = key === undefined ? 'undefined; is the variable set?' : key === null ? 'null' : typeof key === 'object' ? 'another object' : typeof key;
  throw new TypeError(`t.jwt.${use}: the key must be a string (a secret, or PEM), bytes, a JSON Web Key or a set of them, or a CryptoKey, not ${found}`);
}
