package dev.titan.server.content;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;

/** The field that tells caches which request fields an answer depends on (RFC 9110, section 12.5.5). */
public final class Vary {
    private Vary() {}

    /** Adds a field name, unless it or {@code *} is there already. */
    public static void add(HeaderMap response, String name) {
        HeaderValues fields = response.get(Headers.VARY);
        if (fields == null) {
            response.put(Headers.VARY, name);
            return;
        }
        for (String field : fields) {
            for (String present : field.split(",")) {
                String trimmed = present.trim();
                if (trimmed.equals("*") || trimmed.equalsIgnoreCase(name)) {
                    return;
                }
            }
        }
        String joined = String.join(", ", fields) + ", " + name;
        response.put(Headers.VARY, joined);
    }
}
