package dev.titan.host.jwt;

import dev.titan.host.crypto.JsonWebKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key and the algorithms that it is for. Which those are follows from the key alone, never from a token: so no public key is ever taken for a secret. Immutable.
 *
 * @param id its {@code kid}, or null
 * @param algorithms what it fits
 * @param signing null for a public key
 * @param verifying null for a private key without its public half
 */
record JwtKey(
        @Nullable String id,
        Set<JwtAlgorithm> algorithms,
        @Nullable Key signing,
        @Nullable Key verifying) {

    private static final Logger LOGGER = LoggerFactory.getLogger(JwtKey.class);

    private static final int ADVISED_SECRET_BYTES = 32;

    private static final int LEAST_MODULUS_BITS = 2048;

    /** @throws IllegalArgumentException for a secret that is empty, or is a key of another family */
    static JwtKey ofSecret(@Nullable String id, byte[] secret) {
        if (new String(secret, StandardCharsets.ISO_8859_1).stripLeading().startsWith("-----BEGIN")
                || isPublicKey(secret)) {
            throw new IllegalArgumentException(
                    "the bytes are a key for RSA or a curve, not a secret: give it as PEM text, as a JSON Web Key or as a CryptoKey");
        }
        if (secret.length == 0) {
            throw new IllegalArgumentException(
                    "the secret is empty; expected 32 bytes or more for HS256 (RFC 7518, section 3.2): make one with `openssl rand -base64 32`");
        }
        if (secret.length < ADVISED_SECRET_BYTES) {
            LOGGER.warn(
                    "a secret of t.jwt has {} bytes; RFC 7518, section 3.2, expects 32 or more for HS256: make one with `openssl rand -base64 32`",
                    secret.length);
        }
        Key key = new SecretKeySpec(secret, "Hmac");
        return new JwtKey(id, EnumSet.of(JwtAlgorithm.HS256, JwtAlgorithm.HS384, JwtAlgorithm.HS512), key, key);
    }

    /** Whether the bytes are a SubjectPublicKeyInfo (RFC 5280) of a size that a secret might have been given by mistake. */
    private static boolean isPublicKey(byte[] bytes) {
        if (bytes.length < 32 || bytes[0] != 0x30) {
            return false;
        }
        for (String family : new String[] {"RSA", "EC", "Ed25519"}) {
            try {
                KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(bytes));
                return true;
            } catch (GeneralSecurityException e) {
                // Not of this family.
            }
        }
        return false;
    }

    /** @throws IllegalArgumentException for a key that no algorithm takes */
    static JwtKey ofPair(@Nullable String id, @Nullable PublicKey open, @Nullable PrivateKey secret) {
        Key key = open == null ? secret : open;
        if (key == null) {
            throw new IllegalArgumentException("there is no key");
        }
        return new JwtKey(id, algorithms(key), secret, open);
    }

    static JwtKey of(Key key) {
        return key instanceof PublicKey open
                ? ofPair(null, open, null)
                : key instanceof PrivateKey secret
                        ? ofPair(null, null, secret)
                        : ofSecret(null, ((SecretKey) key).getEncoded());
    }

    private static Set<JwtAlgorithm> algorithms(Key key) {
        Set<JwtAlgorithm> fitting = EnumSet.noneOf(JwtAlgorithm.class);
        if (key instanceof RSAKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < LEAST_MODULUS_BITS) {
                throw new IllegalArgumentException("the RSA key has " + bits + " bits; expected " + LEAST_MODULUS_BITS
                        + " or more (RFC 7518, section 3.3)");
            }
            add(fitting, JwtAlgorithm.Family.RSA, "");
        } else if (key instanceof ECKey ec) {
            add(fitting, JwtAlgorithm.Family.CURVE, JsonWebKeys.curve(ec));
        } else if (key instanceof EdECKey edwards
                && edwards.getParams().getName().equals("Ed25519")) {
            fitting.add(JwtAlgorithm.EdDSA);
        }
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("the key is for none of the algorithms " + JwtAlgorithm.names());
        }
        return fitting;
    }

    private static void add(Set<JwtAlgorithm> fitting, JwtAlgorithm.Family family, String curve) {
        for (JwtAlgorithm algorithm : JwtAlgorithm.values()) {
            if (algorithm.family() == family && algorithm.curve().equals(curve)) {
                fitting.add(algorithm);
            }
        }
    }

    /** The same for fewer algorithms. @throws IllegalArgumentException when it fits none of them */
    JwtKey only(JwtAlgorithm algorithm) {
        if (!algorithms.contains(algorithm)) {
            throw new IllegalArgumentException(
                    "the key says that it is for " + algorithm + ", but it fits " + algorithms);
        }
        return new JwtKey(id, EnumSet.of(algorithm), signing, verifying);
    }

    JwtKey withoutVerifying() {
        return new JwtKey(id, algorithms, signing, null);
    }

    JwtKey withoutSigning() {
        return new JwtKey(id, algorithms, null, verifying);
    }
}
