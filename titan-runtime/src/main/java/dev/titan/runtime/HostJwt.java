package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import dev.titan.host.jwt.CompactToken;
import dev.titan.host.jwt.Jwt;
import dev.titan.host.jwt.JwtAlgorithm;
import dev.titan.host.jwt.JwtException;
import dev.titan.host.jwt.JwtKeyText;
import dev.titan.host.jwt.JwtRules;
import dev.titan.model.PlainJson;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The host functions of {@code t.jwt}. None throws: a result begins with {@code =} and what was asked for, {@code !} and the message of a wrong argument, or {@code -}, a code,
 * a line, and why the token is refused.
 */
final class HostJwt {
    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "signJwt", a -> sign(text(a[0]), text(a[1]), text(a[2]), text(a[3])),
            "verifyJwt", a -> verify(text(a[0]), text(a[1]), text(a[2])),
            "decodeJwt", a -> decode(text(a[0])));

    /** Rules of calls in an app: few, and each for many calls. */
    private static final int MOST_RULES = 256;

    private static final Map<String, JwtRules> RULES = new ConcurrentHashMap<>();

    private HostJwt() {}

    private static String text(@Nullable Object argument) {
        return (String) Objects.requireNonNull(argument);
    }

    @SuppressWarnings("unchecked")
    private static String sign(String header, String claims, String key, String algorithm) {
        try {
            return "="
                    + Jwt.sign(
                            (Map<String, @Nullable Object>) Objects.requireNonNull(PlainJson.parse(header)),
                            claims,
                            JwtKeyText.read(key),
                            JwtAlgorithm.of(algorithm));
        } catch (IllegalArgumentException e) {
            return "!" + e.getMessage();
        }
    }

    private static String verify(String token, String key, String rules) {
        try {
            return "="
                    + Jwt.verify(token, JwtKeyText.read(key), rules(rules), System.currentTimeMillis())
                            .claimsText();
        } catch (IllegalArgumentException e) {
            return "!" + e.getMessage();
        } catch (JwtException e) {
            return "-" + e.code() + "\n" + e.getMessage();
        }
    }

    private static JwtRules rules(String text) {
        JwtRules known = RULES.get(text);
        if (known != null) {
            return known;
        }
        JwtRules read = JwtRules.of((Map<?, ?>) Objects.requireNonNull(PlainJson.parse(text)));
        if (RULES.size() >= MOST_RULES) {
            RULES.clear();
        }
        RULES.put(text, read);
        return read;
    }

    private static String decode(String token) {
        try {
            CompactToken read = CompactToken.read(token);
            return "={\"header\":" + read.headerText() + ",\"claims\":" + read.claimsText() + "}";
        } catch (JwtException e) {
            return "-" + e.code() + "\n" + e.getMessage();
        }
    }
}
