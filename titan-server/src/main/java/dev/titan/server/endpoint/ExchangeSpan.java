package dev.titan.server.endpoint;

import dev.titan.host.trace.Span;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import org.jspecify.annotations.Nullable;

/** The span of a request, where somebody records spans. */
public final class ExchangeSpan {
    private static final AttachmentKey<Span> KEY = AttachmentKey.create(Span.class);

    private ExchangeSpan() {}

    /** Gives a request its span. */
    public static void put(HttpServerExchange exchange, Span span) {
        exchange.putAttachment(KEY, span);
    }

    /**
     * The span of a request, which is now known to be for a route.
     *
     * @param route its pattern, or the path that it stands for
     * @return null where nobody records it
     */
    public static @Nullable Span routed(HttpServerExchange exchange, String route) {
        Span span = exchange.getAttachment(KEY);
        if (span != null) {
            span.route(route);
        }
        return span;
    }
}
