package dev.titan.host.jwt;

import dev.titan.model.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Signs and verifies tokens in the compact form (RFC 7515, section 7.1). Blocks for as long as the signature takes: some microseconds with HMAC, up to milliseconds with RSA. */
public final class Jwt {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private Jwt() {}

    /**
     * A token.
     *
     * @param header a JSON object without {@code alg}; {@code kid} is added where the key has one and the header has not
     * @param claims a JSON object
     * @throws IllegalArgumentException when the key is not for that, or the token would be larger than any that is accepted
     */
    public static String sign(
            Map<String, @Nullable Object> header, String claims, JwtKeys keys, JwtAlgorithm algorithm) {
        JwtKey key = keys.signing(algorithm);
        String content = CompactToken.encode(header(header, key, algorithm)) + "."
                + CompactToken.encode(claims.getBytes(StandardCharsets.UTF_8));
        byte[] signature;
        try {
            signature =
                    algorithm.sign(Objects.requireNonNull(key.signing()), content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign with " + algorithm, e);
        }
        String token = content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        if (token.length() > CompactToken.MOST_CHARACTERS) {
            throw new IllegalArgumentException("the token would have " + token.length() + " characters, more than the "
                    + CompactToken.MOST_CHARACTERS + " that are accepted; put less into it");
        }
        return token;
    }

    private static byte[] header(Map<String, @Nullable Object> given, JwtKey key, JwtAlgorithm algorithm) {
        Map<String, @Nullable Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm.name());
        header.put("typ", "JWT");
        if (key.id() != null) {
            header.put("kid", key.id());
        }
        header.putAll(given);
        return Json.write(header).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What a token says, once its signature and its claims have been checked.
     *
     * @param now milliseconds since 1970
     * @throws JwtException when it is refused
     * @throws IllegalArgumentException when the keys fit none of the algorithms, whatever the token
     */
    public static CompactToken verify(String text, JwtKeys keys, JwtRules rules, long now) throws JwtException {
        if (rules.algorithms().stream().noneMatch(keys.algorithms()::contains)) {
            throw new IllegalArgumentException("the key fits none of the accepted algorithms " + rules.algorithms()
                    + "; it is for " + keys.algorithms());
        }
        CompactToken token = CompactToken.read(text);
        JwtAlgorithm algorithm = algorithm(token.header(), rules);
        if (token.header().containsKey("crit") || token.header().containsKey("b64")) {
            // RFC 7515, section 4.1.11: what is critical and not understood is to be refused, and nothing is
            // understood.
            throw new JwtException("TITAN_JWT_CRITICAL", "the token has a critical header that is not supported");
        }
        if (rules.type() != null
                && !rules.type().equalsIgnoreCase(String.valueOf(token.header().get("typ")))) {
            throw new JwtException("TITAN_JWT_CLAIM", "the token is not of the type " + rules.type());
        }
        checkSignature(token, keys.verifying(algorithm, token.header().get("kid")), algorithm);
        ClaimCheck.check(token.claims(), rules, now);
        return token;
    }

    private static JwtAlgorithm algorithm(Map<?, ?> header, JwtRules rules) throws JwtException {
        JwtAlgorithm algorithm = JwtAlgorithm.named(header.get("alg"));
        if (algorithm == null || !rules.algorithms().contains(algorithm)) {
            throw new JwtException("TITAN_JWT_ALGORITHM", "the token is not signed by an algorithm that is accepted");
        }
        return algorithm;
    }

    private static void checkSignature(CompactToken token, List<JwtKey> keys, JwtAlgorithm algorithm)
            throws JwtException {
        if (keys.isEmpty()) {
            throw new JwtException("TITAN_JWT_KEY", "no key is known that the token could be signed with");
        }
        byte[] content = token.signed();
        for (JwtKey key : keys) {
            try {
                if (algorithm.verify(Objects.requireNonNull(key.verifying()), content, token.signature())) {
                    return;
                }
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("the key cannot verify " + algorithm, e);
            }
        }
        throw new JwtException("TITAN_JWT_SIGNATURE", "the token's signature is not valid");
    }

    /**
     * A claim that is a moment (NumericDate), in milliseconds since 1970; null when there is none.
     *
     * @throws JwtException when it is no number
     */
    static @Nullable BigDecimal moment(Map<?, ?> claims, String name) throws JwtException {
        Object value = claims.get(name);
        if (value == null && !claims.containsKey(name)) {
            return null;
        }
        if (!(value instanceof Number number)) {
            throw new JwtException("TITAN_JWT_CLAIM", "'" + name + "' of the token is not a number");
        }
        return new BigDecimal(number.toString()).multiply(THOUSAND);
    }
}
