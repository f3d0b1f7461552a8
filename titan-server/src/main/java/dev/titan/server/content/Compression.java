package dev.titan.server.content;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Locale;

/**
 * Compresses whole bodies with gzip for clients that take it. Safe for use by any thread.
 *
 * <p>A body below {@link #THRESHOLD} costs one comparison. Bodies are compressed where the caller is, at some 100 MB/s, so one above
 * {@link #COSTLY} does not belong on an I/O thread.
 */
public final class Compression {
    /** Bodies below this many bytes stay as they are: they fit into one packet either way. */
    public static final int THRESHOLD = 1024;

    /** Bodies above this many bytes take about a millisecond or more. */
    public static final int COSTLY = 128 << 10;

    private Compression() {}

    /**
     * Whether the body of an answer would be compressed. The status and the headers of the answer are set already.
     *
     * @param length bytes of the body
     */
    public static boolean applies(HttpServerExchange exchange, long length) {
        return length >= THRESHOLD && isEligible(exchange) && AcceptEncoding.prefersGzip(exchange.getRequestHeaders());
    }

    /**
     * The bytes to send for a body, and the headers that go with them: Content-Encoding, Vary, and a weak ETag, for the bytes are not those
     * that a strong one names. The status and the headers of the answer are set already, but for Content-Length.
     *
     * @param body the whole body; not changed, and returned itself when it is sent as it is
     */
    public static byte[] encode(HttpServerExchange exchange, byte[] body) {
        if (body.length < THRESHOLD || !isEligible(exchange)) {
            return body;
        }
        HeaderMap response = exchange.getResponseHeaders();
        Vary.add(response, "Accept-Encoding");
        if (!AcceptEncoding.prefersGzip(exchange.getRequestHeaders())) {
            return body;
        }
        byte[] encoded = Gzip.compress(body);
        if (encoded.length >= body.length) {
            return body;
        }
        mark(response);
        return encoded;
    }

    /** Says in the headers of an answer that its body is compressed. */
    static void mark(HeaderMap response) {
        response.put(Headers.CONTENT_ENCODING, "gzip");
        String etag = response.getFirst(Headers.ETAG);
        if (etag != null && !etag.startsWith("W/")) {
            response.put(Headers.ETAG, "W/" + etag);
        }
    }

    /** Whether the answer, its status and headers set already, is one that would be compressed for a client that takes it. */
    static boolean isEligible(HttpServerExchange exchange) {
        int status = exchange.getStatusCode();
        if (status < 200 || status == 204 || status == 206 || status == 304) {
            return false;
        }
        HeaderMap response = exchange.getResponseHeaders();
        String type = response.getFirst(Headers.CONTENT_TYPE);
        return type != null
                && MediaTypes.isCompressible(type)
                && !response.contains(Headers.CONTENT_ENCODING)
                && !response.contains(Headers.CONTENT_RANGE)
                && !forbidsTransformation(response);
    }

    /** RFC 9111, section 5.2.2.6. */
    private static boolean forbidsTransformation(HeaderMap response) {
        HeaderValues fields = response.get(Headers.CACHE_CONTROL);
        if (fields == null) {
            return false;
        }
        for (String field : fields) {
            if (field.toLowerCase(Locale.ROOT).contains("no-transform")) {
                return true;
            }
        }
        return false;
    }
}
