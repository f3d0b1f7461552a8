package dev.titan.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The value of a Content-Type field (RFC 9110, 8.3). Immutable.
 *
 * @param essence type and subtype, lower case; empty when there is none
 * @param charset the charset parameter as sent, or null
 * @param boundary the boundary parameter, or null
 */
record MediaType(
        String essence, @Nullable String charset, @Nullable String boundary) {
    private static final MediaType NONE = new MediaType("", null, null);
    private static final MediaType JSON = new MediaType("application/json", null, null);

    static MediaType parse(@Nullable String field) {
        if (field == null) {
            return NONE;
        }
        if (field.equals("application/json")) {
            return JSON;
        }
        int end = field.indexOf(';');
        String essence = (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        String charset = null;
        String boundary = null;
        int at = end;
        while (at >= 0 && at < field.length()) {
            int equals = field.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = field.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = parameter(field, equals + 1, value);
            if (name.equals("charset") && charset == null) {
                charset = value.toString();
            } else if (name.equals("boundary") && boundary == null) {
                boundary = value.toString();
            }
        }
        return new MediaType(essence, charset, boundary);
    }

    boolean isJson() {
        return essence.equals("application/json") || (essence.startsWith("application/") && essence.endsWith("+json"));
    }

    /** Reads one value, a token or a quoted string, and returns where the semicolon behind it is, or the end. */
    private static int parameter(String field, int start, StringBuilder value) {
        int at = start;
        int end = field.length();
        if (at < end && field.charAt(at) == '"') {
            for (at++; at < end && field.charAt(at) != '"'; at++) {
                if (field.charAt(at) == '\\' && at + 1 < end) {
                    at++;
                }
                value.append(field.charAt(at));
            }
            int semicolon = field.indexOf(';', at);
            return semicolon < 0 ? end : semicolon;
        }
        int semicolon = field.indexOf(';', at);
        int stop = semicolon < 0 ? end : semicolon;
        value.append(field.substring(at, stop).strip());
        return stop;
    }
}
