package dev.titan.host.jwt;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token must be like to be accepted. Immutable. Whatever they say, a token is refused from its {@code exp} on and before its {@code nbf}.
 *
 * @param algorithms the only ones that are accepted
 * @param issuers {@code iss} must be one of them; empty for any
 * @param audiences one at least must be in {@code aud}; empty for any
 * @param subject what {@code sub} must be, or null
 * @param id what {@code jti} must be, or null
 * @param type what the header {@code typ} must be, without regard to case, or null
 * @param required names of claims that must be there
 * @param toleranceMs by how much the clock of who signed may differ
 * @param maxAgeMs how old a token may be by its {@code iat}, -1 for any age
 */
public record JwtRules(
        Set<JwtAlgorithm> algorithms,
        List<String> issuers,
        List<String> audiences,
        @Nullable String subject,
        @Nullable String id,
        @Nullable String type,
        List<String> required,
        long toleranceMs,
        long maxAgeMs) {
    public JwtRules {
        algorithms = Set.copyOf(algorithms);
        issuers = List.copyOf(issuers);
        audiences = List.copyOf(audiences);
        required = List.copyOf(required);
    }

    /** With nothing but algorithms. */
    public static JwtRules of(Set<JwtAlgorithm> algorithms) {
        return new JwtRules(algorithms, List.of(), List.of(), null, null, null, List.of(), 0, -1);
    }

    /**
     * Out of plain JSON: {@code algorithms}, and if wanted {@code issuer}, {@code audience} (a text or a list), {@code subject}, {@code jwtid}, {@code typ}, {@code required},
     * {@code clockToleranceMs} and {@code maxAgeMs}.
     *
     * @throws IllegalArgumentException that says what is wrong and what is valid
     */
    public static JwtRules of(Map<?, ?> json) {
        return new JwtRules(
                algorithms(json.get("algorithms")),
                texts(json, "issuer"),
                texts(json, "audience"),
                text(json, "subject"),
                text(json, "jwtid"),
                text(json, "typ"),
                texts(json, "required"),
                milliseconds(json, "clockToleranceMs", 0),
                milliseconds(json, "maxAgeMs", -1));
    }

    private static Set<JwtAlgorithm> algorithms(@Nullable Object listed) {
        if (!(listed instanceof List<?> names) || names.isEmpty()) {
            throw new IllegalArgumentException(
                    "algorithms must list what is accepted, such as ['HS256']; there are " + JwtAlgorithm.names());
        }
        Set<JwtAlgorithm> algorithms = EnumSet.noneOf(JwtAlgorithm.class);
        for (Object name : names) {
            algorithms.add(JwtAlgorithm.of(name));
        }
        return algorithms;
    }

    private static List<String> texts(Map<?, ?> json, String name) {
        Object value = json.get(name);
        List<String> texts = new ArrayList<>();
        for (Object each : value == null ? List.of() : value instanceof List<?> list ? list : List.of(value)) {
            if (!(each instanceof String text)) {
                throw new IllegalArgumentException(name + " must be a string or a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    private static @Nullable String text(Map<?, ?> json, String name) {
        Object value = json.get(name);
        if (value != null && !(value instanceof String)) {
            throw new IllegalArgumentException(name + " must be a string");
        }
        return (String) value;
    }

    private static long milliseconds(Map<?, ?> json, String name, long otherwise) {
        Object value = json.get(name);
        return value == null
                ? otherwise
                : Objects.requireNonNull((Number) value).longValue();
    }
}
