package dev.titan.host.crypto;

import dev.titan.host.crypto.KeyPairs.Encoded;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys of Ed25519 and X25519: their encodings (RFC 8410) are a fixed head and 32 bytes. */
final class OkpKeys {
    private static final int SIZE = 32;

    private OkpKeys() {}

    private static String identifier(String family) {
        return family.equals("Ed25519") ? "06032b6570" : "06032b656e";
    }

    private static byte[] with(String head, byte[] key) {
        byte[] before = HexFormat.of().parseHex(head);
        byte[] whole = Arrays.copyOf(before, before.length + key.length);
        System.arraycopy(key, 0, whole, before.length, key.length);
        return whole;
    }

    private static byte[] spki(String family, byte[] key) {
        return with("302a3005" + identifier(family) + "032100", key);
    }

    private static byte[] pkcs8(String family, byte[] key) {
        return with("302e0201003005" + identifier(family) + "04220420", key);
    }

    private static byte[] tail(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - SIZE, encoded.length);
    }

    static Encoded read(String family, byte[] given) throws GeneralSecurityException {
        byte[] pkcs8 = KeyPairs.privateKey(family, given).getEncoded();
        return ofSecret(family, tail(pkcs8));
    }

    /** Option: family. Buffer: the public key. */
    static Encoded readRaw(CryptoCall call) {
        if (call.buffer(0).length != SIZE) {
            throw CryptoCall.data("a public key of " + call.text("family") + " has 32 bytes", null);
        }
        return new Encoded(null, spki(call.text("family"), call.buffer(0)));
    }

    static byte[] raw(byte[] spki) {
        return tail(spki);
    }

    /** The JDK derives the public half only while it makes a pair, out of the random bytes that it asks for. */
    private static Encoded ofSecret(String family, byte[] secret) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
        generator.initialize(255, new Fixed(secret));
        return new Encoded(
                pkcs8(family, secret), generator.generateKeyPair().getPublic().getEncoded());
    }

    /** Gives the same bytes always. */
    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }

    static Encoded readJson(String family, Map<?, ?> json) throws GeneralSecurityException {
        byte[] x = Base64Url.bytes(json, "x", SIZE);
        if (!json.containsKey("d")) {
            return new Encoded(null, spki(family, x));
        }
        Encoded pair = ofSecret(family, Base64Url.bytes(json, "d", SIZE));
        if (!Arrays.equals(tail(pair.spki()), x)) {
            throw CryptoCall.data("the public and the private half do not belong together", null);
        }
        return pair;
    }

    static Map<String, String> json(String family, byte[] pkcs8, byte[] spki) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("kty", "OKP");
        json.put("crv", family);
        json.put("x", Base64Url.text(tail(spki)));
        if (pkcs8.length > 0) {
            json.put("d", Base64Url.text(tail(pkcs8)));
        }
        return json;
    }
}
