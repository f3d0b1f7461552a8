package dev.titan.server;

import dev.titan.runtime.Invocation;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import org.jspecify.annotations.Nullable;

/** Tells a {@link RequestListener} of each request that another handler has answered. */
final class RequestWatch implements HttpHandler {
    private static final AttachmentKey<Invocation> INVOCATION = AttachmentKey.create(Invocation.class);
    private static final int CLIENT_GONE = 499;

    private final RequestListener listener;
    private final HttpHandler next;

    RequestWatch(RequestListener listener, HttpHandler next) {
        this.listener = listener;
        this.next = next;
    }

    /** Says that an exchange has called an action. */
    static void called(HttpServerExchange exchange, Invocation invocation) {
        exchange.putAttachment(INVOCATION, invocation);
    }

    /** What an exchange has called, or null. */
    static @Nullable Invocation invocation(HttpServerExchange exchange) {
        return exchange.getAttachment(INVOCATION);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        long start = System.nanoTime();
        exchange.addExchangeCompleteListener((done, following) -> {
            Invocation invocation = invocation(done);
            listener.ended(new EndedRequest(
                    AccessLog.visible(done.getRequestMethod().toString()),
                    AccessLog.visible(done.getRequestURI()),
                    done.isResponseStarted() ? done.getStatusCode() : CLIENT_GONE,
                    System.nanoTime() - start,
                    invocation == null ? null : invocation.timings()));
            following.proceed();
        });
        next.handleRequest(exchange);
    }
}
