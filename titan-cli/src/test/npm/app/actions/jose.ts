import assert from 'node:assert';
import { base64url, compactDecrypt, CompactEncrypt, exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT } from 'jose';

const secret = new TextEncoder().encode('a secret of at least thirty-two bytes');

async function round(alg: string): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const token = await new SignJWT({ sub: 'ada' }).setProtectedHeader({ alg }).setExpirationTime('1m').sign(privateKey);
  const key = await importJWK(await exportJWK(publicKey), alg);
  return (await jwtVerify(token, key, { algorithms: [alg] })).payload.sub!;
}

export default async () => {
  const token = await new SignJWT({ role: 'x' }).setProtectedHeader({ alg: 'HS256' }).setIssuer('me').setExpirationTime('2h').sign(secret);
  assert.strictEqual((await jwtVerify(token, secret, { issuer: 'me' })).payload.role, 'x');
  await assert.rejects(jwtVerify(token, secret, { issuer: 'you' }), { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED' });
  for (const alg of ['ES256', 'EdDSA', 'PS256']) assert.strictEqual(await round(alg), 'ada');
  const sealed = await new CompactEncrypt(secret).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(secret.slice(0, 32));
  assert.deepStrictEqual((await compactDecrypt(sealed, secret.slice(0, 32))).plaintext, secret);
  return base64url.encode('ok');
};
