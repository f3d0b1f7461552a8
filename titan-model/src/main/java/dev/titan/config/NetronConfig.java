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
 * @param events which events they take part in
 */
public record NetronConfig(int batch, int tcp, @Nullable String unix, Jwt jwt, Events events) {
    /** On the server's own port alone, no token is believed, and no events pass. */
    public static final NetronConfig DEFAULTS = new NetronConfig(100, 0, null, Jwt.NONE, Events.NONE);

    /**
     * The events of {@code t.events} that clients take part in, as patterns of names.
     *
     * @param subscribe those that they may hear of
     * @param emit those that they may let happen
     */
    public record Events(List<String> subscribe, List<String> emit) {
        /** None. */
        public static final Events NONE = new Events(List.of(), List.of());

        public Events {
            subscribe = List.copyOf(subscribe);
            emit = List.copyOf(emit);
        }
    }

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
