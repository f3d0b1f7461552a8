package dev.titan.server.hygiene;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests whose end Undertow and a proxy before it might see at different places: odd transfer codings, lengths that overflow, folded
 * lines; fields of HTTP/2 that could be none of HTTP/1; and has chunked bodies read strictly. Called once for each request, on its I/O thread, before anything of its body is read.
 */
public final class RequestHygiene {
    /** Lengths of so many digits fit into 64 bits; Undertow does not notice when one does not. */
    private static final int LENGTH_DIGITS = 18;

    private RequestHygiene() {}

    /**
     * Checks how a request is framed. If it is refused, the exchange is the last of its connection from then on.
     *
     * @return null when there is nothing wrong
     */
    public static @Nullable Violation check(HttpServerExchange exchange) {
        if (!(exchange.getConnection() instanceof HttpServerConnection connection)) {
            // The scheme is the client's word; what the connection speaks is known.
            exchange.setRequestScheme(exchange.getConnection().getSslSessionInfo() == null ? "http" : "https");
            String fault = Http2Fields.check(exchange);
            return fault == null ? null : new Violation(400, fault);
        }
        HeadWatch watch = connection.getOriginalSourceConduit() instanceof HeadWatch installed ? installed : null;
        PooledByteBuffer rest = connection.getExtraBytes();
        if (watch != null && watch.endHead(rest)) {
            return refuse(exchange, 400, "A header field goes on in the next line");
        }
        HeaderMap headers = exchange.getRequestHeaders();
        String length = headers.getFirst(Headers.CONTENT_LENGTH);
        if (length != null && length.length() > LENGTH_DIGITS) {
            return refuse(exchange, 400, "The Content-Length is not a length");
        }
        if (exchange.isRequestComplete()) {
            return null;
        }
        HeaderValues codings = headers.get(Headers.TRANSFER_ENCODING);
        if (codings != null) {
            Violation violation = check(exchange, codings.getFirst());
            if (violation != null) {
                return violation;
            }
            ChunkedBody.install(exchange, connection, watch);
        }
        if (watch != null) {
            watch.beginBody(rest, codings == null && length != null ? Long.parseLong(length) : Long.MAX_VALUE);
        }
        return null;
    }

    /** RFC 9112, section 6.1. */
    private static @Nullable Violation check(HttpServerExchange exchange, String codings) {
        if (!exchange.isHttp11()) {
            return refuse(exchange, 400, "Transfer-Encoding has no meaning in HTTP/1.0");
        }
        String lower = codings.toLowerCase(Locale.ROOT);
        if (lower.equals("chunked")) {
            return null;
        }
        boolean framed = lower.endsWith(",chunked") || lower.endsWith(", chunked");
        return framed
                ? refuse(exchange, 501, "The only transfer coding is chunked")
                : refuse(exchange, 400, "The last transfer coding is not chunked");
    }

    private static Violation refuse(HttpServerExchange exchange, int status, String detail) {
        exchange.setPersistent(false);
        return new Violation(status, detail);
    }
}
