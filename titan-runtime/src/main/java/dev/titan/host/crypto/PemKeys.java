package dev.titan.host.crypto;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys in the text form of RFC 7468, and those that OpenSSL writes in it: PKCS #1 (RSA) and SEC 1 (EC). */
public final class PemKeys {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final String[] FAMILIES = {"RSA", "EC", "Ed25519"};
    private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    /** [0], constructed: the curve within a key of SEC 1. */
    private static final int CURVE = 0xa0;

    private PemKeys() {}

    /** Whether a text is meant to be one. */
    public static boolean isPem(String text) {
        return text.stripLeading().startsWith("-----BEGIN");
    }

    /**
     * The first key of a text, public or private; of a certificate its public key.
     *
     * @throws GeneralSecurityException when there is none that can be read
     */
    public static Key read(String text) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String label = block.group(1);
            if (label.equals("EC PARAMETERS")) {
                continue;
            }
            try {
                return read(label, Base64.getMimeDecoder().decode(block.group(2)));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new GeneralSecurityException("what stands after BEGIN " + label + " is damaged", e);
            }
        }
        throw new GeneralSecurityException("the text has no whole block from -----BEGIN to -----END");
    }

    private static Key read(String label, byte[] content) throws GeneralSecurityException {
        return switch (label) {
            case "PUBLIC KEY" -> publicKey(content);
            case "RSA PUBLIC KEY" -> publicKey(Der.of(Der.SEQUENCE, RSA, Der.of(Der.BIT_STRING, new byte[1], content)));
            case "CERTIFICATE" ->
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(content))
                        .getPublicKey();
            case "PRIVATE KEY" -> privateKey(content);
            case "RSA PRIVATE KEY" -> privateKey(wrapped(RSA, content));
            case "EC PRIVATE KEY" -> privateKey(wrapped(Der.of(Der.SEQUENCE, EC, curve(content)), content));
            case "ENCRYPTED PRIVATE KEY" ->
                throw new GeneralSecurityException(
                        "the private key is encrypted; write it without: openssl pkey -in key.pem -out plain.pem");
            default ->
                throw new GeneralSecurityException("it is a '" + label
                        + "'; expected PUBLIC KEY, CERTIFICATE, PRIVATE KEY, or RSA or EC before one of these");
        };
    }

    /** As PKCS #8 (RFC 5958) has it. */
    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return Der.of(Der.SEQUENCE, VERSION_0, algorithm, Der.of(Der.OCTET_STRING, key));
    }

    /** The curve's identifier out of an ECPrivateKey (RFC 5915, section 3): behind version and number. */
    private static byte[] curve(byte[] key) throws GeneralSecurityException {
        int version = (key[1] & 0x80) == 0 ? 2 : 2 + (key[1] & 0x7f);
        int number = version + 3;
        int at = number + 2 + key[number + 1];
        if (at >= key.length || (key[at] & 0xff) != CURVE) {
            throw new GeneralSecurityException(
                    "the key does not say its curve; convert it: openssl pkcs8 -topk8 -nocrypt");
        }
        return Arrays.copyOfRange(key, at + 2, at + 2 + key[at + 1]);
    }

    private static Key publicKey(byte[] spki) throws GeneralSecurityException {
        return first(new X509EncodedKeySpec(spki), true);
    }

    private static Key privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return first(new PKCS8EncodedKeySpec(pkcs8), false);
    }

    private static Key first(KeySpec spec, boolean open) throws GeneralSecurityException {
        for (String family : FAMILIES) {
            try {
                KeyFactory keys = KeyFactory.getInstance(family);
                return open ? keys.generatePublic(spec) : keys.generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // The next family may fit.
            }
        }
        throw new GeneralSecurityException("it is damaged, or no key of RSA, of an elliptic curve or of Ed25519");
    }
}
