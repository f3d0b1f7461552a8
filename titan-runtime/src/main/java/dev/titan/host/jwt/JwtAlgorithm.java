package dev.titan.host.jwt;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** How tokens are signed (RFC 7518, section 3; RFC 8037). There is no {@code none}. */
public enum JwtAlgorithm {
    HS256(Family.SECRET, "HmacSHA256", 256, ""),
    HS384(Family.SECRET, "HmacSHA384", 384, ""),
    HS512(Family.SECRET, "HmacSHA512", 512, ""),
    RS256(Family.RSA, "SHA256withRSA", 256, ""),
    RS384(Family.RSA, "SHA384withRSA", 384, ""),
    RS512(Family.RSA, "SHA512withRSA", 512, ""),
    PS256(Family.RSA, "RSASSA-PSS", 256, ""),
    PS384(Family.RSA, "RSASSA-PSS", 384, ""),
    PS512(Family.RSA, "RSASSA-PSS", 512, ""),
    ES256(Family.CURVE, "SHA256withECDSAinP1363Format", 256, "P-256"),
    ES384(Family.CURVE, "SHA384withECDSAinP1363Format", 384, "P-384"),
    ES512(Family.CURVE, "SHA512withECDSAinP1363Format", 512, "P-521"),
    EdDSA(Family.EDWARDS, "Ed25519", 0, "");

    enum Family {
        SECRET,
        RSA,
        CURVE,
        EDWARDS
    }

    private final Family family;
    private final String name;
    private final int bits;
    private final String curve;

    JwtAlgorithm(Family family, String name, int bits, String curve) {
        this.family = family;
        this.name = name;
        this.bits = bits;
        this.curve = curve;
    }

    /** Null for a name that is not known. Case counts. EdDSA is Ed25519, as RFC 9864 calls it. */
    static @Nullable JwtAlgorithm named(@Nullable Object name) {
        if ("Ed25519".equals(name)) {
            return EdDSA;
        }
        for (JwtAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return algorithm;
            }
        }
        return null;
    }

    /** @throws IllegalArgumentException for a name that is not known, with those that are */
    public static JwtAlgorithm of(@Nullable Object name) {
        JwtAlgorithm algorithm = named(name);
        if (algorithm == null) {
            throw new IllegalArgumentException("no algorithm '" + name + "'; there are " + names());
        }
        return algorithm;
    }

    /** For messages. */
    static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    Family family() {
        return family;
    }

    /** Of JSON Web Keys, empty where it has none. */
    String curve() {
        return curve;
    }

    /** Bits of the hash. */
    int bits() {
        return bits;
    }

    byte[] sign(Key key, byte[] data) throws GeneralSecurityException {
        if (family == Family.SECRET) {
            Mac mac = Mac.getInstance(name);
            mac.init(key);
            return mac.doFinal(data);
        }
        Signature signature = signature();
        signature.initSign((PrivateKey) key);
        signature.update(data);
        return signature.sign();
    }

    boolean verify(Key key, byte[] data, byte[] signed) throws GeneralSecurityException {
        if (family == Family.SECRET) {
            return MessageDigest.isEqual(sign(key, data), signed);
        }
        Signature signature = signature();
        signature.initVerify((PublicKey) key);
        signature.update(data);
        try {
            return signature.verify(signed);
        } catch (SignatureException e) {
            // It is not even one in form.
            return false;
        }
    }

    private Signature signature() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        if (name.equals("RSASSA-PSS")) {
            String hash = "SHA-" + bits;
            signature.setParameter(new PSSParameterSpec(
                    hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, PSSParameterSpec.TRAILER_FIELD_BC));
        }
        return signature;
    }
}
