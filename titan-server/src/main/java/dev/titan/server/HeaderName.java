package dev.titan.server;

import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The name of a response header field that an action set. Immutable; those in use are kept, since an action uses the same few again and again.
 *
 * @param name as sent
 * @param owned whether the server alone decides on this field: it frames the message (RFC 9110, 7.6.1), and an action's idea of it could break the
 *     connection
 */
record HeaderName(HttpString name, boolean owned) {
    private static final int MAX_KEPT = 1024;
    private static final Set<String> OWNED = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final Map<String, HeaderName> KEPT = new ConcurrentHashMap<>();

    static HeaderName of(String name) {
        HeaderName kept = KEPT.get(name);
        if (kept != null) {
            return kept;
        }
        HttpString known = Headers.fromCache(name);
        HeaderName made = new HeaderName(
                known == null ? new HttpString(name) : known, OWNED.contains(name.toLowerCase(Locale.ROOT)));
        if (KEPT.size() < MAX_KEPT) {
            KEPT.put(name, made);
        }
        return made;
    }
}
