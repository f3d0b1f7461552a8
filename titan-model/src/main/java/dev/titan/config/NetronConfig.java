package dev.titan.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How clients call services. Immutable.
 *
 * @param batch requests of one batch
 * @param tcp port on which packets are taken by TCP; 0 is none
 * @param unix path of a Unix socket on which packets are taken; null is none
 * @param jwt by what the tokens of callers are believed
 */
public record NetronConfig(int batch, int tcp, @Nullable String unix, Jwt jwt) {
    /** On the server's own port alone, and no token is believed. */
    public static final NetronConfig DEFAULTS = new NetronConfig(100, 0, null, Jwt.NONE);

    /**
     * By what tokens are believed: a shared secret or a public key, of which one is set for any to be.
     *
     * @param secret shared with those who sign tokens
     * @param publicKey of the one who signs them: PEM
     * @param algorithms that are accepted, by their names in JSON Web Algorithms (RFC 7518)
     * @param issuer that tokens must have, or null
     * @param audience that tokens must have, or null
     */
    public record Jwt(
            @Nullable String secret,
            @Nullable String publicKey,
            List<String> algorithms,
            @Nullable String issuer,
            @Nullable String audience) {
        /** No token is believed. */
        public static final Jwt NONE = new Jwt(null, null, List.of("HS256"), null, null);

        public Jwt {
            algorithms = List.copyOf(algorithms);
        }
    }
}
