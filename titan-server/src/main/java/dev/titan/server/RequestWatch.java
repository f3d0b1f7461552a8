package dev.titan.server;

import dev.titan.runtime.Invocation;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a {@link RequestListener} of each request that another handler has answered. */
final class RequestWatch implements HttpHandler {
    private static final AttachmentKey<Invocation> INVOCATION = AttachmentKey.create(Invocation.class);
    private static final AttachmentKey<RequestWatch> WATCH = AttachmentKey.create(RequestWatch.class);
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
    private static final int CLIENT_GONE = 499;

    private final RequestListener listener;
    private final HttpHandler next;

    RequestWatch(RequestListener listener, HttpHandler next) {
        this.listener = listener;
        this.next = next;
    }

    /** Says that an exchange is about to call an action. */
    static void called(HttpServerExchange exchange, Invocation invocation) {
        exchange.putAttachment(INVOCATION, invocation);
        RequestWatch watch = exchange.getAttachment(WATCH);
        if (watch != null) {
            watch.listener.called(invocation);
        }
    }

    /** What an exchange has called, or null. */
    static @Nullable Invocation invocation(HttpServerExchange exchange) {
        return exchange.getAttachment(INVOCATION);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        long start = System.nanoTime();
        exchange.putAttachment(WATCH, this);
        exchange.addExchangeCompleteListener((done, following) -> {
            listener.ended(ended(done, start, invocation(done)));
            following.proceed();
        });
        next.handleRequest(exchange);
    }

    private static EndedRequest ended(HttpServerExchange exchange, long start, @Nullable Invocation invocation) {
        String id = exchange.getResponseHeaders().getFirst(REQUEST_ID);
        return new EndedRequest(
                AccessLog.visible(exchange.getRequestMethod().toString()),
                AccessLog.visible(exchange.getRequestURI()),
                AccessLog.visible(exchange.getQueryString()),
                exchange.isResponseStarted() ? exchange.getStatusCode() : CLIENT_GONE,
                start,
                System.nanoTime() - start,
                id == null ? "" : id,
                fields(exchange.getRequestHeaders()),
                fields(exchange.getResponseHeaders()),
                exchange.getResponseBytesSent(),
                invocation);
    }

    private static List<String> fields(HeaderMap headers) {
        List<String> fields = new ArrayList<>();
        for (HeaderValues values : headers) {
            for (String value : values) {
                fields.add(values.getHeaderName().toString());
                fields.add(value);
            }
        }
        return fields;
    }
}
