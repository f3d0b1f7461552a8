package dev.titan.host.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/** Key pairs: made, read and agreed by. A family is {@code RSA}, {@code EC}, {@code Ed25519} or {@code X25519}. */
final class KeyPairs {
    private KeyPairs() {}

    /**
     * A key pair, or the public half alone, as bytes.
     *
     * @param pkcs8 PKCS #8 (RFC 5958), null for a public key
     * @param spki SubjectPublicKeyInfo (RFC 5280)
     */
    record Encoded(byte @Nullable [] pkcs8, byte[] spki) {}

    static PublicKey publicKey(String family, byte[] spki) throws GeneralSecurityException {
        return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(spki));
    }

    static PrivateKey privateKey(String family, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Options: family, and `modulusLength` and `publicExponent` (a number as text), or `curve`. */
    static Encoded generate(CryptoCall call) throws GeneralSecurityException {
        String family = call.text("family");
        KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
        if (family.equals("RSA")) {
            generator.initialize(new RSAKeyGenParameterSpec(
                    call.number("modulusLength"), new BigInteger(call.text("publicExponent"))));
        } else if (family.equals("EC")) {
            generator.initialize(EllipticCurve.named(call.text("curve")).parameters());
        }
        KeyPair pair = generator.generateKeyPair();
        if (pair.getPrivate() instanceof ECPrivateKey secret && pair.getPublic() instanceof ECPublicKey point) {
            EllipticCurve curve = EllipticCurve.named(call.text("curve"));
            return new Encoded(curve.pkcs8(secret.getS(), point.getW()), point.getEncoded());
        }
        return new Encoded(pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
    }

    /** Options: family and `curve`. Buffer: SPKI. */
    static Encoded readPublic(CryptoCall call) throws GeneralSecurityException {
        PublicKey key = publicKey(call.text("family"), call.buffer(0));
        if (key instanceof ECPublicKey point) {
            EllipticCurve curve = EllipticCurve.named(call.text("curve"));
            curve.require(point.getParams());
            // In one form, whatever form it came in.
            return new Encoded(
                    null,
                    curve.publicKey(curve.decode(curve.encode(point.getW()))).getEncoded());
        }
        return new Encoded(null, key.getEncoded());
    }

    /** Options: family and `curve`. Buffer: PKCS #8. */
    static Encoded readPrivate(CryptoCall call) throws GeneralSecurityException {
        String family = call.text("family");
        PrivateKey key = privateKey(family, call.buffer(0));
        if (key instanceof RSAPrivateCrtKey rsa) {
            return new Encoded(key.getEncoded(), rsaPublic(rsa.getModulus(), rsa.getPublicExponent()));
        }
        if (key instanceof ECPrivateKey ec) {
            EllipticCurve curve = EllipticCurve.named(call.text("curve"));
            curve.require(ec.getParams());
            return EcKeys.of(curve, ec.getS());
        }
        if (family.equals("RSA")) {
            throw CryptoCall.data("an RSA private key without its primes is not supported", null);
        }
        return OkpKeys.read(family, call.buffer(0));
    }

    static byte[] rsaPublic(BigInteger modulus, BigInteger exponent) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, exponent))
                .getEncoded();
    }

    static int modulusLength(byte[] spki) throws GeneralSecurityException {
        return ((RSAPublicKey) publicKey("RSA", spki)).getModulus().bitLength();
    }

    static BigInteger publicExponent(byte[] spki) throws GeneralSecurityException {
        return ((RSAPublicKey) publicKey("RSA", spki)).getPublicExponent();
    }

    /** ECDH or X25519. Buffers: private key (PKCS #8), the other's public key (SPKI). */
    static byte[] agree(CryptoCall call) throws GeneralSecurityException {
        String family = call.text("family");
        Key secret = privateKey(family, call.buffer(0));
        KeyAgreement agreement = KeyAgreement.getInstance(family.equals("EC") ? "ECDH" : family);
        agreement.init(secret);
        agreement.doPhase(publicKey(family, call.buffer(1)), true);
        return agreement.generateSecret();
    }
}
