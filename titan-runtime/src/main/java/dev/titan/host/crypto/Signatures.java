package dev.titan.host.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Signatures with key pairs: RSASSA-PKCS1-v1_5, RSA-PSS, ECDSA and Ed25519. ECDSA's have the form of IEEE P1363. */
final class Signatures {
    private Signatures() {}

    /** @return the algorithm of the key that a signature algorithm uses, as {@link KeyPairs} names it */
    private static String family(String algorithm) {
        return algorithm.equals("ECDSA") ? "EC" : algorithm.equals("Ed25519") ? "Ed25519" : "RSA";
    }

    private static Signature of(CryptoCall call) throws GeneralSecurityException {
        String hash = call.text("hash");
        String plain = hash.replace("-", "");
        switch (call.text("algorithm")) {
            case "RSASSA-PKCS1-v1_5":
                return Signature.getInstance(plain + "withRSA");
            case "ECDSA":
                return Signature.getInstance(plain + "withECDSAinP1363Format");
            case "Ed25519":
                return Signature.getInstance("Ed25519");
            case "RSA-PSS":
                Signature signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(new PSSParameterSpec(
                        hash,
                        "MGF1",
                        new MGF1ParameterSpec(hash),
                        call.number("saltLength"),
                        PSSParameterSpec.TRAILER_FIELD_BC));
                return signature;
            default:
                throw new IllegalArgumentException(call.text("algorithm"));
        }
    }

    /** Buffers: private key (PKCS #8), data. */
    static byte[] sign(CryptoCall call) throws GeneralSecurityException {
        Signature signature = of(call);
        signature.initSign(KeyPairs.privateKey(family(call.text("algorithm")), call.buffer(0)));
        signature.update(call.buffer(1));
        return signature.sign();
    }

    /** Buffers: public key (SPKI), signature, data. */
    static boolean verify(CryptoCall call) throws GeneralSecurityException {
        Signature signature = of(call);
        PublicKey key = KeyPairs.publicKey(family(call.text("algorithm")), call.buffer(0));
        try {
            signature.initVerify(key);
            signature.update(call.buffer(2));
            return signature.verify(call.buffer(1));
        } catch (SignatureException | InvalidKeyException e) {
            // A signature that is not even one in form, or a key that is no point of its curve: nothing is signed by
            // either.
            return false;
        }
    }
}
