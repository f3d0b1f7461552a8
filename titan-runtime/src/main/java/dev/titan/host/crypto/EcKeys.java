package dev.titan.host.crypto;

import dev.titan.host.crypto.KeyPairs.Encoded;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys of NIST's curves as points and as JSON (RFC 7518, 6.2). */
final class EcKeys {
    private EcKeys() {}

    static Encoded of(EllipticCurve curve, BigInteger secret) throws GeneralSecurityException {
        ECPoint point = curve.publicPoint(secret);
        return new Encoded(curve.pkcs8(secret, point), curve.publicKey(point).getEncoded());
    }

    /** Option: `curve`. Buffer: a point. */
    static Encoded readPoint(CryptoCall call) throws GeneralSecurityException {
        EllipticCurve curve = EllipticCurve.named(call.text("curve"));
        return new Encoded(null, curve.publicKey(curve.decode(call.buffer(0))).getEncoded());
    }

    static byte[] point(String curve, byte[] spki) throws GeneralSecurityException {
        return EllipticCurve.named(curve).encode(((ECPublicKey) KeyPairs.publicKey("EC", spki)).getW());
    }

    static Encoded readJson(String name, Map<?, ?> json) throws GeneralSecurityException {
        EllipticCurve curve = EllipticCurve.named(name);
        byte[] x = Base64Url.bytes(json, "x", curve.size());
        byte[] y = Base64Url.bytes(json, "y", curve.size());
        byte[] bytes = new byte[1 + 2 * curve.size()];
        bytes[0] = 4;
        System.arraycopy(x, 0, bytes, 1, x.length);
        System.arraycopy(y, 0, bytes, 1 + x.length, y.length);
        ECPoint point = curve.decode(bytes);
        byte[] spki = curve.publicKey(point).getEncoded();
        if (!json.containsKey("d")) {
            return new Encoded(null, spki);
        }
        BigInteger secret = new BigInteger(1, Base64Url.bytes(json, "d", curve.size()));
        if (secret.signum() == 0 || secret.compareTo(curve.parameters().getOrder()) >= 0) {
            throw CryptoCall.data("the private number is out of range", null);
        }
        return new Encoded(curve.pkcs8(secret, point), spki);
    }

    static Map<String, String> json(String name, byte[] pkcs8, byte[] spki) throws GeneralSecurityException {
        EllipticCurve curve = EllipticCurve.named(name);
        ECPoint point = ((ECPublicKey) KeyPairs.publicKey("EC", spki)).getW();
        Map<String, String> json = new LinkedHashMap<>();
        json.put("kty", "EC");
        json.put("crv", name);
        json.put("x", Base64Url.text(curve.unsigned(point.getAffineX())));
        json.put("y", Base64Url.text(curve.unsigned(point.getAffineY())));
        if (pkcs8.length > 0) {
            ECPrivateKey secret = (ECPrivateKey) KeyPairs.privateKey("EC", pkcs8);
            json.put("d", Base64Url.text(curve.unsigned(secret.getS())));
        }
        return json;
    }
}
