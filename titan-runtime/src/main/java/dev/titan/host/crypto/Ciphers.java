package dev.titan.host.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** AES in the modes of Web Cryptography, and RSA-OAEP. */
final class Ciphers {
    private static final int BLOCK = 16;

    /** Bits of the shortest tag of AES-GCM that the JDK has, and of a whole one. */
    private static final int SHORTEST_TAG = 96;

    private static final int FULL_TAG = 128;

    private Ciphers() {}

    private static int mode(boolean encrypt) {
        return encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
    }

    static byte[] cbc(boolean encrypt, byte[] key, byte[] iv, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode(encrypt), new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(data);
    }

    /** @param tagBits 32, 64, 96, 104, 112, 120 or 128 */
    static byte[] gcm(boolean encrypt, byte[] key, byte[] iv, byte[] more, byte[] data, int tagBits)
            throws GeneralSecurityException {
        if (iv.length == 0) {
            throw CryptoCall.failed("AES-GCM needs an iv of 1 byte or more", null);
        }
        if (tagBits >= SHORTEST_TAG) {
            return gcm(mode(encrypt), key, iv, more, data, tagBits);
        }
        int tag = tagBits / 8;
        if (encrypt) {
            return Arrays.copyOf(gcm(Cipher.ENCRYPT_MODE, key, iv, more, data, FULL_TAG), data.length + tag);
        }
        // The JDK has no tags so short. What encrypts also decrypts, as the mode combines the data with a stream; the
        // tag follows from the plain text.
        int length = data.length - tag;
        byte[] plain =
                Arrays.copyOf(gcm(Cipher.ENCRYPT_MODE, key, iv, more, Arrays.copyOf(data, length), FULL_TAG), length);
        byte[] expected = Arrays.copyOf(gcm(Cipher.ENCRYPT_MODE, key, iv, more, plain, FULL_TAG), data.length);
        if (!MessageDigest.isEqual(expected, data)) {
            throw CryptoCall.failed("the data is not authentic", null);
        }
        return plain;
    }

    private static byte[] gcm(int mode, byte[] key, byte[] iv, byte[] more, byte[] data, int tagBits)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(tagBits, iv));
        cipher.updateAAD(more);
        return cipher.doFinal(data);
    }

    /**
     * The JDK counts with all bits of the block; where fewer count, the counter may come round within the data, which is then two parts.
     *
     * @param bits of the block that count, 1 to 128
     */
    static byte[] ctr(byte[] key, byte[] counter, int bits, byte[] data) throws GeneralSecurityException {
        BigInteger round = BigInteger.ONE.shiftLeft(bits);
        BigInteger blocks = BigInteger.valueOf((data.length + BLOCK - 1) / BLOCK);
        if (blocks.compareTo(round) > 0) {
            throw CryptoCall.failed("AES-CTR: the data has more blocks than a counter of " + bits + " bits", null);
        }
        BigInteger start = new BigInteger(1, counter);
        BigInteger left = round.subtract(start.mod(round));
        if (blocks.compareTo(left) <= 0) {
            return ctr(key, counter, data);
        }
        int split = left.intValue() * BLOCK;
        byte[] first = ctr(key, counter, Arrays.copyOf(data, split));
        byte[] begin = start.subtract(start.mod(round)).toByteArray();
        byte[] block = new byte[BLOCK];
        int length = Math.min(begin.length, BLOCK);
        System.arraycopy(begin, begin.length - length, block, BLOCK - length, length);
        byte[] second = ctr(key, block, Arrays.copyOfRange(data, split, data.length));
        byte[] whole = Arrays.copyOf(first, data.length);
        System.arraycopy(second, 0, whole, split, second.length);
        return whole;
    }

    private static byte[] ctr(byte[] key, byte[] counter, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
        return cipher.doFinal(data);
    }

    /** RFC 3394. */
    static byte[] keyWrap(boolean wrap, byte[] key, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AESWrap");
        SecretKeySpec secret = new SecretKeySpec(key, "AES");
        if (wrap) {
            cipher.init(Cipher.WRAP_MODE, secret);
            return cipher.wrap(new SecretKeySpec(data, "AES"));
        }
        cipher.init(Cipher.UNWRAP_MODE, secret);
        return cipher.unwrap(data, "AES", Cipher.SECRET_KEY).getEncoded();
    }

    static byte[] oaep(boolean encrypt, String hash, byte[] key, byte[] label, byte[] data)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        OAEPParameterSpec parameters =
                new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), new PSource.PSpecified(label));
        if (encrypt) {
            PublicKey publicKey = KeyPairs.publicKey("RSA", key);
            cipher.init(Cipher.ENCRYPT_MODE, publicKey, parameters);
        } else {
            PrivateKey privateKey = KeyPairs.privateKey("RSA", key);
            cipher.init(Cipher.DECRYPT_MODE, privateKey, parameters);
        }
        return cipher.doFinal(data);
    }
}
