package dev.titan.host.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs what clients keep, and encrypts it, by the first of some secrets; what any of them has made is believed, so that they can be changed one after the other. Keys for different
 * purposes are derived from a secret (HKDF, RFC 5869, with SHA-256), so that nothing made for one is taken for another. Immutable but for the one warning; safe for use by many threads.
 */
public final class CookieSecrets {
    private static final Logger LOGGER = LoggerFactory.getLogger(CookieSecrets.class);
    private static final int RANDOM_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final List<byte[]> secrets;
    private boolean warn;

    /** @param configured none: one is made up that ends with the process, of which the log is told when it is first needed */
    public CookieSecrets(List<String> configured) {
        secrets = new ArrayList<>();
        configured.forEach(secret -> secrets.add(secret.getBytes(StandardCharsets.UTF_8)));
        if (secrets.isEmpty()) {
            byte[] own = new byte[RANDOM_BYTES];
            random.nextBytes(own);
            secrets.add(own);
            warn = true;
        }
    }

    /** A text that nobody can guess: 32 random bytes in base64url. */
    public String randomText() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return encode(bytes);
    }

    /**
     * The signature of a text, in base64url.
     *
     * @param purpose what it is signed for
     */
    public String sign(String purpose, String text) {
        return encode(mac(key(first(), purpose), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether a signature is that of a text, by any of the secrets. */
    public boolean verify(String purpose, String text, String signature) {
        byte[] given = decode(signature);
        for (byte[] secret : secrets) {
            byte[] own = mac(key(secret, purpose), text.getBytes(StandardCharsets.UTF_8));
            if (given != null && MessageDigest.isEqual(own, given)) {
                return true;
            }
        }
        return false;
    }

    /** Encrypts a text with AES-256-GCM, in base64url. */
    public String seal(String purpose, String text) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key(first(), purpose), iv)
                    .doFinal(text.getBytes(StandardCharsets.UTF_8));
            return encode(ByteBuffer.allocate(iv.length + sealed.length)
                    .put(iv)
                    .put(sealed)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** The text that {@link #seal} has encrypted for the purpose by any of the secrets, or null when it is none. */
    public @Nullable String open(String purpose, String sealed) {
        byte[] bytes = decode(sealed);
        if (bytes == null || bytes.length <= IV_BYTES) {
            return null;
        }
        for (byte[] secret : secrets) {
            try {
                byte[] text = cipher(Cipher.DECRYPT_MODE, key(secret, purpose), Arrays.copyOf(bytes, IV_BYTES))
                        .doFinal(bytes, IV_BYTES, bytes.length - IV_BYTES);
                return new String(text, StandardCharsets.UTF_8);
            } catch (GeneralSecurityException e) {
                LOGGER.trace("not sealed by this secret", e);
            }
        }
        return null;
    }

    private static Cipher cipher(int mode, byte[] key, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
        return cipher;
    }

    private synchronized byte[] first() {
        if (warn) {
            warn = false;
            LOGGER.warn(
                    "Neither session.secrets nor SESSION_SECRET is set: what is signed now is believed by this process only, until it ends");
        }
        return secrets.get(0);
    }

    /** Extract and expand, one block: 32 bytes. */
    private static byte[] key(byte[] secret, String purpose) {
        byte[] extracted = mac("titan".getBytes(StandardCharsets.UTF_8), secret);
        byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return mac(extracted, block);
    }

    private static byte[] mac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte @Nullable [] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
