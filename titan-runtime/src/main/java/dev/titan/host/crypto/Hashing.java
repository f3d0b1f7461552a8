package dev.titan.host.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;

/** Hashes of short data, at once: for calls that JavaScript does not wait for. Names are those of {@code t.crypto}. */
public final class Hashing {
    private static final Map<String, String> NAMES =
            Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

    private Hashing() {}

    private static String name(String algorithm) {
        String name = NAMES.get(algorithm);
        if (name == null) {
            throw new IllegalArgumentException("no hash " + algorithm);
        }
        return name;
    }

    /** @throws IllegalArgumentException for a name that is not known */
    public static byte[] hash(String algorithm, byte[] data) {
        try {
            return Derivation.digest(name(algorithm), data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException for a name that is not known */
    public static byte[] hmac(String algorithm, byte[] key, byte[] data) {
        try {
            return Derivation.hmac(name(algorithm), key, data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes as long for any two of the same length. */
    public static boolean equal(byte[] first, byte[] second) {
        return MessageDigest.isEqual(first, second);
    }
}
