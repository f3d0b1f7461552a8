package dev.titan.server.hygiene;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fields of an HTTP/2 request (RFC 9113, sections 8.2.1 and 8.3.1). Its frames carry any byte, where the parser of HTTP/1 lets only
 * visible ones through, so a line break in a value would first be one where values are written line by line.
 */
final class Http2Fields {
    private static final int MAX_HOST = 255;

    private Http2Fields() {}

    /** What is wrong with the fields, or null. */
    static @Nullable String check(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        if (headers.contains(Headers.TRANSFER_ENCODING)) {
            return "HTTP/2 has no Transfer-Encoding";
        }
        if (!isVisible(exchange.getRequestURI()) || !isVisible(exchange.getQueryString())) {
            return "The path has a character that a URL cannot have";
        }
        HeaderValues host = headers.get(Headers.HOST);
        if (host == null || host.size() != 1 || !isHost(host.getFirst())) {
            return "The authority is missing or malformed";
        }
        for (long cookie = headers.fastIterateNonEmpty(); cookie != -1; cookie = headers.fiNextNonEmpty(cookie)) {
            HeaderValues values = headers.fiCurrent(cookie);
            for (int i = 0; i < values.size(); i++) {
                if (!isFieldValue(values.get(i))) {
                    return "A header field has a character that none can have";
                }
            }
        }
        return null;
    }

    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 127) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFieldValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 127) {
                return false;
            }
        }
        return true;
    }

    /** RFC 3986, section 3.2.2, without what no name of a host has: percent-encoding and most punctuation. */
    private static boolean isHost(@Nullable String host) {
        if (host == null || host.isEmpty() || host.length() > MAX_HOST) {
            return false;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean fits =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ".-_~:[]".indexOf(c) >= 0;
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
