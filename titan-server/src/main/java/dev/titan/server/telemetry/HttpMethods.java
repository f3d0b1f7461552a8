package dev.titan.server.telemetry;

import java.util.Set;

/** The methods that {@code http.request.method} may name (https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/): clients could send any. */
final class HttpMethods {
    /** Stands for every other. */
    static final String OTHER = "_OTHER";

    private static final Set<String> KNOWN =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE");

    private HttpMethods() {}

    /** The method, if it is one of them. */
    static String known(String method) {
        return KNOWN.contains(method) ? method : OTHER;
    }

    /** What a span begins its name with. */
    static String nameOf(String method) {
        return KNOWN.contains(method) ? method : "HTTP";
    }
}
