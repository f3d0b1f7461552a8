package dev.titan.runtime;

import java.util.List;

/**
 * The request that asks for a socket. Immutable.
 *
 * @param path in canonical percent-encoding
 * @param query as sent, without the question mark; empty if there is none
 * @param params the values of the route's parameters, in canonical percent-encoding, in the order of the pattern
 * @param details as {@link Invocation#details} gives them
 */
public record SocketRequest(String path, String query, List<String> params, String details) {
    public SocketRequest {
        params = List.copyOf(params);
    }

    /** A header field of the request, empty where it has none. */
    String field(String name) {
        return Invocation.field(details, name);
    }
}
