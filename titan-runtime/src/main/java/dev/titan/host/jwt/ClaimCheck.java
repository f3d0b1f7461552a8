package dev.titan.host.jwt;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registered claims (RFC 7519, section 4.1) against what is expected of them. */
final class ClaimCheck {
    private ClaimCheck() {}

    static void check(Map<?, ?> claims, JwtRules rules, long now) throws JwtException {
        BigDecimal earliest = BigDecimal.valueOf(now - rules.toleranceMs());
        BigDecimal latest = BigDecimal.valueOf(now + rules.toleranceMs());
        BigDecimal expires = Jwt.moment(claims, "exp");
        if (expires != null && earliest.compareTo(expires) >= 0) {
            throw new JwtException("TITAN_JWT_EXPIRED", "the token has expired");
        }
        BigDecimal begins = Jwt.moment(claims, "nbf");
        if (begins != null && latest.compareTo(begins) < 0) {
            throw new JwtException("TITAN_JWT_EARLY", "the token is not valid yet");
        }
        BigDecimal issued = Jwt.moment(claims, "iat");
        if (rules.maxAgeMs() >= 0) {
            if (issued == null) {
                throw missing("iat");
            }
            if (earliest.compareTo(issued.add(BigDecimal.valueOf(rules.maxAgeMs()))) > 0) {
                throw new JwtException("TITAN_JWT_EXPIRED", "the token is too old");
            }
            if (latest.compareTo(issued) < 0) {
                throw new JwtException("TITAN_JWT_EARLY", "the token was issued in the future");
            }
        }
        for (String name : rules.required()) {
            if (claims.get(name) == null) {
                throw missing(name);
            }
        }
        equal(claims, "sub", rules.subject());
        equal(claims, "jti", rules.id());
        if (!rules.issuers().isEmpty()
                && !(claims.get("iss") instanceof String issuer
                        && rules.issuers().contains(issuer))) {
            throw unexpected("iss");
        }
        if (!rules.audiences().isEmpty()) {
            Object given = claims.get("aud");
            List<?> audiences = given instanceof List<?> list ? list : given == null ? List.of() : List.of(given);
            if (rules.audiences().stream().noneMatch(audiences::contains)) {
                throw unexpected("aud");
            }
        }
    }

    private static void equal(Map<?, ?> claims, String name, @Nullable String expected) throws JwtException {
        if (expected != null && !expected.equals(claims.get(name))) {
            throw unexpected(name);
        }
    }

    private static JwtException missing(String name) {
        return new JwtException("TITAN_JWT_CLAIM", "the token has no '" + name + "'");
    }

    private static JwtException unexpected(String name) {
        return new JwtException("TITAN_JWT_CLAIM", "'" + name + "' of the token is not what is expected");
    }
}
