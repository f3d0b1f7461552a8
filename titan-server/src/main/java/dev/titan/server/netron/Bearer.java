package dev.titan.server.netron;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import org.jspecify.annotations.Nullable;

/** The token of a request (RFC 6750, section 2.1). */
final class Bearer {
    private static final String SCHEME = "bearer ";
    private static final int MOST_CHARACTERS = 16 << 10;

    private Bearer() {}

    /** Empty for none. */
    static String of(HttpServerExchange exchange) {
        return of(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION));
    }

    static String of(@Nullable String field) {
        boolean bearer = field != null
                && field.length() < MOST_CHARACTERS
                && field.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String token =
                bearer && field != null ? field.substring(SCHEME.length()).trim() : "";
        return token.indexOf('\n') < 0 ? token : "";
    }
}
