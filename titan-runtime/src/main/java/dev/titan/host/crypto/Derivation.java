package dev.titan.host.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Digests, HMAC (RFC 2104) and what is derived by it: HKDF (RFC 5869) and PBKDF2 (RFC 8018). */
final class Derivation {
    /** A derivation looks so often, in rounds, whether somebody still waits. */
    private static final int ROUNDS_PER_LOOK = 4096;

    private Derivation() {}

    static byte[] digest(String hash, byte[] data) throws GeneralSecurityException {
        return MessageDigest.getInstance(hash).digest(data);
    }

    static byte[] hmac(String hash, byte[] key, byte[] data) throws GeneralSecurityException {
        return mac(hash, key).doFinal(data);
    }

    private static Mac mac(String hash, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("Hmac" + hash.replace("-", ""));
        mac.init(new HmacKey(key));
        return mac;
    }

    /** {@link SecretKeySpec} refuses the empty key, which HMAC does not. */
    private record HmacKey(byte[] bytes) implements SecretKey {
        @Override
        public String getAlgorithm() {
            return "Hmac";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return bytes.clone();
        }
    }

    static byte[] hkdf(String hash, byte[] key, byte[] salt, byte[] info, int length) throws GeneralSecurityException {
        Mac extract = mac(hash, salt);
        int size = extract.getMacLength();
        if (length > 255 * size) {
            throw CryptoCall.failed("HKDF gives at most " + 255 * size + " bytes with " + hash, null);
        }
        Mac expand = mac(hash, extract.doFinal(key));
        byte[] output = new byte[length];
        byte[] block = new byte[0];
        for (int at = 0, counter = 1; at < length; at += size, counter++) {
            expand.update(block);
            expand.update(info);
            expand.update((byte) counter);
            block = expand.doFinal();
            System.arraycopy(block, 0, output, at, Math.min(size, length - at));
        }
        return output;
    }

    /** @throws CancellationException when nobody waits any more */
    static byte[] pbkdf2(
            String hash, byte[] password, byte[] salt, int iterations, int length, BooleanSupplier unwanted)
            throws GeneralSecurityException {
        Prepared mac = Prepared.of(hash, password);
        int size = mac.inner().getDigestLength();
        byte[] output = new byte[length];
        for (int at = 0, counter = 1; at < length; at += size, counter++) {
            byte[] round = mac.of(salt, ByteBuffer.allocate(4).putInt(counter).array());
            byte[] block = round;
            for (int i = 1; i < iterations; i++) {
                round = mac.of(round);
                for (int j = 0; j < size; j++) {
                    block[j] ^= round[j];
                }
                if (i % ROUNDS_PER_LOOK == 0 && unwanted.getAsBoolean()) {
                    throw new CancellationException();
                }
            }
            System.arraycopy(block, 0, output, at, Math.min(size, length - at));
        }
        return output;
    }

    /** HMAC whose key has been taken in already: {@link Mac} takes it in again each time, which doubles the work for short messages. */
    private record Prepared(MessageDigest inner, MessageDigest outer) {
        static Prepared of(String hash, byte[] key) throws GeneralSecurityException {
            MessageDigest inner = MessageDigest.getInstance(hash);
            int block = inner.getDigestLength() > 32 ? 128 : 64;
            byte[] padded = Arrays.copyOf(key.length > block ? inner.digest(key) : key, block);
            MessageDigest outer = MessageDigest.getInstance(hash);
            inner.update(xor(padded, 0x36));
            outer.update(xor(padded, 0x5c));
            return new Prepared(inner, outer);
        }

        private static byte[] xor(byte[] bytes, int with) {
            byte[] result = bytes.clone();
            for (int i = 0; i < result.length; i++) {
                result[i] ^= (byte) with;
            }
            return result;
        }

        byte[] of(byte[]... parts) throws GeneralSecurityException {
            try {
                MessageDigest message = (MessageDigest) inner.clone();
                for (byte[] part : parts) {
                    message.update(part);
                }
                MessageDigest result = (MessageDigest) outer.clone();
                return result.digest(message.digest());
            } catch (CloneNotSupportedException e) {
                throw new GeneralSecurityException(e);
            }
        }
    }
}
