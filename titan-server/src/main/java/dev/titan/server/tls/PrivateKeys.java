package dev.titan.server.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads private keys in the forms that tools write: PKCS#8, encrypted or not, PKCS#1 (RSA) and SEC 1 (EC). */
final class PrivateKeys {
    private static final String[] ALGORITHMS = {"RSA", "EC", "EdDSA", "RSASSA-PSS"};

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int PARAMETERS = 0xa0;
    private static final byte[] VERSION_0 = {INTEGER, 1, 0};

    /** 1.2.840.113549.1.1.1 with no parameters. */
    private static final byte[] RSA = {
        SEQUENCE, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };

    /** 1.2.840.10045.2.1. */
    private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private PrivateKeys() {}

    /** Whether a PEM block holds a private key. */
    static boolean isKey(PemBlock block) {
        return block.label().endsWith("PRIVATE KEY");
    }

    /**
     * Reads a key.
     *
     * @param file where it stands, for messages
     * @param password opens an encrypted key
     */
    static PrivateKey read(PemBlock block, String file, @Nullable String password) throws TlsException {
        if (block.legacyEncryption()) {
            throw new TlsException("The private key in " + file
                    + " is encrypted in OpenSSL's old form. Convert it: openssl pkcs8 -topk8 -in " + file
                    + " -out key.pem");
        }
        try {
            return switch (block.label()) {
                case "PRIVATE KEY" -> pkcs8(new PKCS8EncodedKeySpec(block.content()));
                case "RSA PRIVATE KEY" -> pkcs8(new PKCS8EncodedKeySpec(wrap(RSA, block.content())));
                case "EC PRIVATE KEY" ->
                    pkcs8(new PKCS8EncodedKeySpec(wrap(ecAlgorithm(block.content()), block.content())));
                case "ENCRYPTED PRIVATE KEY" -> pkcs8(decrypt(block.content(), file, password));
                default ->
                    throw new TlsException("The private key in " + file + " is of the kind \"" + block.label()
                            + "\". Known are PKCS#8, PKCS#1 (RSA) and SEC 1 (EC)");
            };
        } catch (GeneralSecurityException | IndexOutOfBoundsException e) {
            throw new TlsException(
                    "The private key in " + file
                            + " cannot be read: it is damaged, or of a kind that this Java does not know",
                    e);
        }
    }

    private static PrivateKey pkcs8(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // The next one may fit.
            }
        }
        throw new InvalidKeySpecException("no key of " + String.join(", ", ALGORITHMS));
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] content, String file, @Nullable String password)
            throws TlsException, GeneralSecurityException {
        if (password == null || password.isEmpty()) {
            throw new TlsException("The private key in " + file + " is encrypted: set server.tls.password");
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
            // For PBES2 only the parameters name the algorithm in full.
            String algorithm =
                    info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
                            ? info.getAlgParameters().toString()
                            : info.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (InvalidKeySpecException | InvalidKeyException e) {
            throw new TlsException("The private key in " + file + " does not open with server.tls.password", e);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** PrivateKeyInfo (RFC 5208, section 5) around a key in its own form. */
    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, concat(VERSION_0, algorithm, element(OCTET_STRING, key)));
    }

    /** The algorithm of an ECPrivateKey (RFC 5915, section 3): the curve stands in its parameters. */
    private static byte[] ecAlgorithm(byte[] key) throws InvalidKeySpecException {
        int at = content(key, 0);
        while (at < key.length) {
            int start = content(key, at);
            int end = start + length(key, at);
            if ((key[at] & 255) == PARAMETERS) {
                return element(SEQUENCE, concat(EC, Arrays.copyOfRange(key, start, end)));
            }
            at = end;
        }
        throw new InvalidKeySpecException("the key does not name its curve");
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            // DER wants the shortest form.
            boolean one = content.length < 256;
            out.write(one ? 0x81 : 0x82);
            if (!one) {
                out.write(content.length >> 8);
            }
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 255;
        if (first < 128) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 127); i++) {
            length = length << 8 | der[at + 2 + i] & 255;
        }
        return length;
    }

    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 255;
        return at + 2 + (first < 128 ? 0 : first & 127);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
