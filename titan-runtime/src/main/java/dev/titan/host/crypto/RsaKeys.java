package dev.titan.host.crypto;

import dev.titan.host.crypto.KeyPairs.Encoded;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** RSA keys as JSON (RFC 7518, 6.3). */
final class RsaKeys {
    private RsaKeys() {}

    private static BigInteger number(Map<?, ?> json, String member) {
        return new BigInteger(1, Base64Url.bytes(json, member, -1));
    }

    static Encoded readJson(Map<?, ?> json) throws GeneralSecurityException {
        BigInteger modulus = number(json, "n");
        BigInteger exponent = number(json, "e");
        byte[] spki = KeyPairs.rsaPublic(modulus, exponent);
        if (!json.containsKey("d")) {
            return new Encoded(null, spki);
        }
        byte[] pkcs8 = KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        modulus,
                        exponent,
                        number(json, "d"),
                        number(json, "p"),
                        number(json, "q"),
                        number(json, "dp"),
                        number(json, "dq"),
                        number(json, "qi")))
                .getEncoded();
        return new Encoded(pkcs8, spki);
    }

    static Map<String, String> json(byte[] pkcs8, byte[] spki) throws GeneralSecurityException {
        RSAPublicKey publicKey = (RSAPublicKey) KeyPairs.publicKey("RSA", spki);
        Map<String, String> json = new LinkedHashMap<>();
        json.put("kty", "RSA");
        json.put("n", Base64Url.text(publicKey.getModulus()));
        json.put("e", Base64Url.text(publicKey.getPublicExponent()));
        if (pkcs8.length > 0) {
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) KeyPairs.privateKey("RSA", pkcs8);
            json.put("d", Base64Url.text(key.getPrivateExponent()));
            json.put("p", Base64Url.text(key.getPrimeP()));
            json.put("q", Base64Url.text(key.getPrimeQ()));
            json.put("dp", Base64Url.text(key.getPrimeExponentP()));
            json.put("dq", Base64Url.text(key.getPrimeExponentQ()));
            json.put("qi", Base64Url.text(key.getCrtCoefficient()));
        }
        return json;
    }
}
