package dev.titan.host.jwt;

import dev.titan.model.PlainJson;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys as {@code src/main/ts/t-jwt} tells them: a letter and what is behind it. {@code T}: a text, as {@link JwtKeys#ofText} takes it. {@code B}: a secret in base64. {@code J}: a JSON Web Key
 * or a set. {@code C}: a CryptoKey: algorithm, {@code s} (secret), {@code k} (PKCS #8) or {@code p} (SPKI), and base64, with spaces between.
 */
public final class JwtKeyText {
    /** Keys that an app uses: few, and reading one costs more than a signature of HMAC. */
    private static final int MOST_KEPT = 256;

    private static final Map<String, JwtKeys> KEPT = new ConcurrentHashMap<>();

    private JwtKeyText() {}

    /** @throws IllegalArgumentException when the key cannot be read or is weak */
    public static JwtKeys read(String text) {
        JwtKeys known = KEPT.get(text);
        if (known != null) {
            return known;
        }
        JwtKeys read = parse(text);
        if (KEPT.size() >= MOST_KEPT) {
            KEPT.clear();
        }
        KEPT.put(text, read);
        return read;
    }

    private static JwtKeys parse(String text) {
        String rest = text.substring(1);
        return switch (text.charAt(0)) {
            case 'B' -> JwtKeys.ofSecret(Base64.getDecoder().decode(rest));
            case 'J' ->
                PlainJson.parse(rest) instanceof Map<?, ?> json ? JwtKeys.ofJson(json) : JwtKeys.ofSecret(new byte[0]);
            case 'C' -> crypto(rest.split(" ", 3));
            default -> JwtKeys.ofText(rest);
        };
    }

    private static JwtKeys crypto(String[] parts) {
        byte[] bytes = Base64.getDecoder().decode(parts[2]);
        String family =
                parts[0].startsWith("ES") ? "EC" : parts[0].equals(JwtAlgorithm.EdDSA.name()) ? "Ed25519" : "RSA";
        try {
            return switch (parts[1]) {
                case "s" -> JwtKeys.ofKey(new SecretKeySpec(bytes, "Hmac"), parts[0]);
                case "k" ->
                    JwtKeys.ofKey(
                            KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(bytes)), parts[0]);
                default ->
                    JwtKeys.ofKey(
                            KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(bytes)), parts[0]);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the CryptoKey cannot be read", e);
        }
    }
}
