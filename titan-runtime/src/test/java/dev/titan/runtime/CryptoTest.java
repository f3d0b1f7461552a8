package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Vectors of the standards that define the algorithms; the rest is for the web platform tests. */
class CryptoTest {
    private static final String HEX = """
            const hex = (buffer) => new Uint8Array(buffer).toHex();
            const utf8 = (text) => new TextEncoder().encode(text);
            """;

    private static String run(String body) throws Exception {
        try (TestRuntime app = new TestRuntime(HEX + "export default defineAction(async (req) => {" + body + "})")) {
            return app.text(0);
        }
    }

    @Test
    void digestsAreThoseOfTheStandard() throws Exception {
        assertEquals(
                "a9993e364706816aba3e25717850c26c9cd0d89d ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                run(
                        "const of = async (name) => hex(await crypto.subtle.digest(name, utf8('abc'))); return await of('sha-1') + ' ' + await of({ name: 'SHA-256' })"));
    }

    @Test
    void whatIsLargeIsDigestedBesideTheIsolate() throws Exception {
        assertEquals(
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
                run("return hex(await crypto.subtle.digest('SHA-256', utf8('a'.repeat(1_000_000))))"));
    }

    /** RFC 4231, test case 2. */
    @Test
    void hmacSignsAndVerifies() throws Exception {
        assertEquals("[\"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843\",true,false]", run("""
                        const key = await crypto.subtle.importKey('raw', utf8('Jefe'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
                        const data = utf8('what do ya want for nothing?');
                        const mac = await crypto.subtle.sign('HMAC', key, data);
                        return [hex(mac), await crypto.subtle.verify('HMAC', key, mac, data), await crypto.subtle.verify('HMAC', key, mac, utf8('other'))];
                        """));
    }

    /** RFC 7914, section 11, and RFC 5869, A.1. */
    @Test
    void derivesBits() throws Exception {
        assertEquals(
                "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
                run("""
                        const password = await crypto.subtle.importKey('raw', utf8('passwd'), 'PBKDF2', false, ['deriveBits']);
                        const one = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: utf8('salt'), iterations: 1 }, password, 256);
                        const secret = await crypto.subtle.importKey('raw', new Uint8Array(22).fill(11), 'HKDF', false, ['deriveBits']);
                        const [salt, info] = [Uint8Array.fromHex('000102030405060708090a0b0c'), Uint8Array.fromHex('f0f1f2f3f4f5f6f7f8f9')];
                        return hex(one) + ' ' + hex(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, secret, 336));
                        """));
    }

    @Test
    void aesGcmRefusesWhatHasBeenTamperedWith() throws Exception {
        assertEquals("[\"hello\",\"OperationError\",true]", run("""
                        const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
                        const algorithm = { name: 'AES-GCM', iv: crypto.getRandomValues(new Uint8Array(12)) };
                        const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, utf8('hello')));
                        const open = new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, sealed));
                        sealed[0] ^= 1;
                        const error = await crypto.subtle.decrypt(algorithm, key, sealed).catch((e) => e);
                        return [open, error.name, error instanceof DOMException];
                        """));
    }

    @Test
    void keysOfAllPairsGoThroughTheirFormatsAndSign() throws Exception {
        assertEquals("[true,true,true,true]", run("""
                        const rsa = { modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
                        const kinds = [
                          [{ name: 'RSASSA-PKCS1-v1_5', ...rsa }, 'RSASSA-PKCS1-v1_5'],
                          [{ name: 'RSA-PSS', ...rsa }, { name: 'RSA-PSS', saltLength: 32 }],
                          [{ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-256' }],
                          ['Ed25519', 'Ed25519'],
                        ];
                        return Promise.all(kinds.map(async ([parameters, algorithm]) => {
                          const { publicKey, privateKey } = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify']);
                          const jwk = await crypto.subtle.exportKey('jwk', privateKey);
                          const again = await crypto.subtle.importKey('jwk', jwk, parameters, true, ['sign']);
                          const der = await crypto.subtle.importKey('pkcs8', await crypto.subtle.exportKey('pkcs8', again), parameters, true, ['sign']);
                          const spki = await crypto.subtle.importKey('spki', await crypto.subtle.exportKey('spki', publicKey), parameters, true, ['verify']);
                          return crypto.subtle.verify(algorithm, spki, await crypto.subtle.sign(algorithm, der, utf8('x')), utf8('x'));
                        }));
                        """));
    }

    @Test
    void twoSidesAgreeOnASecret() throws Exception {
        assertEquals("[true,true]", run("""
                        return Promise.all([{ name: 'ECDH', namedCurve: 'P-384' }, { name: 'X25519' }].map(async (algorithm) => {
                          const make = () => crypto.subtle.generateKey(algorithm, false, ['deriveBits']);
                          const [a, b] = [await make(), await make()];
                          const derive = async (mine, theirs) => hex(await crypto.subtle.deriveBits({ name: algorithm.name, public: theirs.publicKey }, mine.privateKey, 256));
                          return await derive(a, b) === await derive(b, a);
                        }));
                        """));
    }

    @Test
    void malformedInputRejectsAsTheStandardSays() throws Exception {
        assertEquals(
                "[\"NotSupportedError\",\"TypeError\",\"DataError\",\"SyntaxError\",\"InvalidAccessError\",\"DataError\",\"TypeError\"]",
                run("""
                        const name = (promise) => promise.then(() => 'none', (e) => e.name);
                        const s = crypto.subtle;
                        const key = await s.generateKey({ name: 'AES-CBC', length: 128 }, false, ['encrypt']);
                        return [
                          await name(s.digest('MD5', utf8(''))),
                          await name(s.digest('SHA-256', 'text')),
                          await name(s.importKey('raw', new Uint8Array(5), 'AES-GCM', false, ['encrypt'])),
                          await name(s.generateKey({ name: 'AES-GCM', length: 128 }, false, [])),
                          await name(s.exportKey('raw', key)),
                          await name(s.importKey('spki', new Uint8Array(300), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])),
                          await name(s.encrypt({ name: 'AES-CBC' }, key, utf8(''))),
                        ];
                        """));
    }

    @Test
    void randomNumbersAreFreshAndBounded() throws Exception {
        assertEquals("[true,true,\"QuotaExceededError\",\"TypeMismatchError\"]", run("""
                        const error = (f) => { try { f() } catch (e) { return e.name } };
                        const ids = new Set(Array.from({ length: 1000 }, () => crypto.randomUUID()));
                        const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
                        return [
                          ids.size === 1000 && [...ids].every((id) => form.test(id)),
                          new Set(crypto.getRandomValues(new Uint32Array(1000))).size > 990,
                          error(() => crypto.getRandomValues(new Uint8Array(65_537))),
                          error(() => crypto.getRandomValues(new Float32Array(1))),
                        ];
                        """));
    }
}
