package dev.titan.host.crypto;

import dev.titan.host.OperationException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys out of JSON Web Keys (RFC 7517) for the other parts of the host. */
public final class JsonWebKeys {
    private JsonWebKeys() {}

    /**
     * The halves of a key pair.
     *
     * @param secret null where the JSON has the public half alone
     */
    public record Pair(PublicKey open, @Nullable PrivateKey secret) {}

    /**
     * A key of kty {@code RSA}, {@code EC} (P-256, P-384, P-521) or {@code OKP} (Ed25519).
     *
     * @throws GeneralSecurityException when it is malformed or of another kind; the message names no key material
     */
    public static Pair pair(Map<?, ?> json) throws GeneralSecurityException {
        try {
            String kind = String.valueOf(json.get("kty"));
            switch (kind) {
                case "RSA":
                    return pair("RSA", RsaKeys.readJson(json));
                case "EC":
                    return pair("EC", EcKeys.readJson(String.valueOf(json.get("crv")), json));
                case "OKP":
                    if ("Ed25519".equals(json.get("crv"))) {
                        return pair("Ed25519", OkpKeys.readJson("Ed25519", json));
                    }
                    throw new GeneralSecurityException("its crv is '" + json.get("crv") + "'; expected Ed25519");
                default:
                    throw new GeneralSecurityException("its kty is '" + kind + "'; expected oct, RSA, EC or OKP");
            }
        } catch (OperationException e) {
            throw new GeneralSecurityException(e.getMessage(), e);
        }
    }

    /**
     * The bytes of a key of kty {@code oct}.
     *
     * @throws GeneralSecurityException when there is no valid {@code k}
     */
    public static byte[] secret(Map<?, ?> json) throws GeneralSecurityException {
        try {
            return Base64Url.bytes(json, "k", -1);
        } catch (OperationException e) {
            throw new GeneralSecurityException(e.getMessage(), e);
        }
    }

    /** The name of the curve, as JSON Web Keys have it; empty for one that they do not name. */
    public static String curve(ECKey key) {
        for (String name : EllipticCurve.NAMES) {
            if (EllipticCurve.named(name)
                    .parameters()
                    .getCurve()
                    .equals(key.getParams().getCurve())) {
                return name;
            }
        }
        return "";
    }

    private static Pair pair(String family, KeyPairs.Encoded key) throws GeneralSecurityException {
        byte[] secret = key.pkcs8();
        return new Pair(
                KeyPairs.publicKey(family, key.spki()), secret == null ? null : KeyPairs.privateKey(family, secret));
    }
}
