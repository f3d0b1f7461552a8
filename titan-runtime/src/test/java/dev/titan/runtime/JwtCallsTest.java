package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** {@code t.jwt}. */
class JwtCallsTest {
    private static final String SETUP = """
            const error = (f) => { try { return 'none: ' + JSON.stringify(f()) } catch (e) { return (e.code ?? e.name) + ': ' + e.message } };
            const secret = 'a secret of thirty-two characters';
            const HS = { algorithms: ['HS256'] };
            """;

    private static TestRuntime app(String body) throws Exception {
        return new TestRuntime(SETUP + "export default defineAction(async (req) => {" + body + "})");
    }

    private static String run(String body) throws Exception {
        try (TestRuntime app = app(body)) {
            return app.text(0);
        }
    }

    @Test
    void signsWithOptionsAndGivesBackTheClaims() throws Exception {
        assertEquals(
                "[true,\"u1\",3600,-10,[\"a\",\"b\"],\"me\",{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"k1\"},\"HS512\"]",
                run("""
                const token = t.jwt.sign({ role: 'admin' }, secret, { expiresIn: '1h', notBefore: -10, audience: ['a', 'b'], issuer: 'me', subject: 'u1', jwtid: 'x', keyid: 'k1' });
                const claims = t.jwt.verify(token, secret, { ...HS, audience: 'b', issuer: ['you', 'me'], subject: 'u1', jwtid: 'x', required: ['role'], maxAge: '1m', clockTolerance: 5 });
                const long = t.jwt.sign({}, new TextEncoder().encode(secret), { algorithm: 'HS512' });
                return [claims.role === 'admin', claims.sub, claims.exp - claims.iat, claims.nbf - claims.iat, claims.aud, claims.iss,
                  t.jwt.decodeUnverified(token).header, t.jwt.decodeUnverified(long).header.alg];
                """));
    }

    @Test
    void refusesWithACodeAndARefusalThatNobodyCatchesIs401() throws Exception {
        assertEquals(
                "[\"TITAN_JWT_EXPIRED: the token has expired\",\"TITAN_JWT_SIGNATURE: the token's signature is not valid\",\"TITAN_JWT_MALFORMED: a token is a string, not undefined\",\"JwtError\",true]",
                run("""
                        const old = t.jwt.sign({}, secret, { expiresIn: -1 });
                        let thrown;
                        try { t.jwt.verify('x', secret, HS) } catch (e) { thrown = e }
                        return [
                          error(() => t.jwt.verify(old, secret, HS)),
                          error(() => t.jwt.verify(t.jwt.sign({}, secret), secret + '!', ['HS256'])),
                          error(() => t.jwt.verify(undefined, secret, HS)),
                          thrown.name, thrown.status === 401,
                        ];
                        """));
        try (TestRuntime app = app("return t.jwt.verify('x.y.z', secret, HS)")) {
            String answer = app.call(0).toString();
            assertTrue(answer.contains("401"), answer);
        }
    }

    @Test
    void wrongArgumentsSayWhatIsValid() throws Exception {
        assertEquals(
                "[\"TypeError: t.jwt.verify: algorithms must list what is accepted, such as ['HS256']; there are HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA\","
                        + "\"TypeError: t.jwt.sign: no algorithm 'none'; there are HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA\","
                        + "\"TypeError: t.jwt.sign: the key must be a string (a secret, or PEM), bytes, a JSON Web Key or a set of them, or a CryptoKey, not undefined; is the variable set?\","
                        + "\"TypeError: t.jwt.sign: the secret is empty; expected 32 bytes or more for HS256 (RFC 7518, section 3.2): make one with `openssl rand -base64 32`\","
                        + "\"TypeError: t.jwt.sign: no option 'expires'; there are algorithm, expiresIn, notBefore, audience, issuer, subject, jwtid, keyid, header\","
                        + "\"RangeError: t.time.duration: 'soon' is not a span of time; write numbers with units, such as 1h30m (units: ms, s, m, h, d, w)\","
                        + "\"TypeError: t.jwt.sign: the claims have 'exp' already; leave out expiresIn or the claim\","
                        + "\"TypeError: t.jwt.sign: 'exp' must be seconds since 1970, not 1h\","
                        + "\"TypeError: t.jwt.sign: the claims must be an object, not string\","
                        + "\"TypeError: t.jwt.sign: the header cannot have 'alg'; the option algorithm says it\"]",
                run("""
                        return [
                          error(() => t.jwt.verify('a.b.c', secret)),
                          error(() => t.jwt.sign({}, secret, { algorithm: 'none' })),
                          error(() => t.jwt.sign({}, t.env.NOT_SET)),
                          error(() => t.jwt.sign({}, '')),
                          error(() => t.jwt.sign({}, secret, { expires: 1 })),
                          error(() => t.jwt.sign({}, secret, { expiresIn: 'soon' })),
                          error(() => t.jwt.sign({ exp: 1 }, secret, { expiresIn: 1 })),
                          error(() => t.jwt.sign({ exp: '1h' }, secret)),
                          error(() => t.jwt.sign('x', secret)),
                          error(() => t.jwt.sign({}, secret, { header: { alg: 'none' } })),
                        ];
                        """));
    }

    @Test
    void takesKeysOfWebCryptographyAndJsonWebKeys() throws Exception {
        assertEquals("[\"1\",\"2\",\"3\",\"4\",true,true]", run("""
                const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
                const edwards = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
                const rsa = await crypto.subtle.generateKey({ name: 'RSA-PSS', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['sign', 'verify']);
                const mac = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
                const es = t.jwt.sign({ sub: '1' }, pair.privateKey, { algorithm: 'ES256' });
                const ed = t.jwt.sign({ sub: '2' }, edwards.privateKey, { algorithm: 'EdDSA' });
                const ps = t.jwt.sign({ sub: '3' }, rsa.privateKey, { algorithm: 'PS256' });
                const hs = t.jwt.sign({ sub: '4' }, mac);
                const publicJwk = await crypto.subtle.exportKey('jwk', edwards.publicKey);
                const pem = '-----BEGIN PUBLIC KEY-----\\n' + new Uint8Array(await crypto.subtle.exportKey('spki', rsa.publicKey)).toBase64() + '\\n-----END PUBLIC KEY-----';
                return [
                  t.jwt.verify(es, pair.publicKey, ['ES256']).sub,
                  t.jwt.verify(ed, { keys: [publicJwk] }, ['EdDSA']).sub,
                  t.jwt.verify(ps, pem, ['PS256', 'RS256']).sub,
                  t.jwt.verify(hs, secret, ['HS256']).sub,
                  error(() => t.jwt.sign({}, pair.publicKey, { algorithm: 'ES256' })).includes("not for 'sign'"),
                  error(() => t.jwt.verify(ps, rsa.publicKey, ['RS256'])).includes('fits none'),
                ];
                """));
    }
}
