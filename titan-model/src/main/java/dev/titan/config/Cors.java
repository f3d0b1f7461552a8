package dev.titan.config;

import java.util.List;

/**
 * Which other origins may read answers in a browser (Fetch standard, CORS protocol). Immutable.
 *
 * @param origins exact origins, {@code *} for all, or one wildcard label as in {@code https://*.example.com}; empty is off
 * @param methods methods that a preflight allows, upper case
 * @param headers request header fields that a preflight allows; empty allows those it asks for
 * @param exposeHeaders response header fields that scripts may read
 * @param credentials whether cookies and authorization may be sent along
 * @param maxAgeSeconds how long a browser may keep the answer to a preflight, seconds
 */
public record Cors(
        List<String> origins,
        List<String> methods,
        List<String> headers,
        List<String> exposeHeaders,
        boolean credentials,
        int maxAgeSeconds) {

    /** No other origin may. */
    public static final Cors OFF = new Cors(
            List.of(), List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"), List.of(), List.of(), false, 600);

    public Cors {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        exposeHeaders = List.copyOf(exposeHeaders);
    }

    /** Whether any other origin may read answers. */
    public boolean enabled() {
        return !origins.isEmpty();
    }
}
