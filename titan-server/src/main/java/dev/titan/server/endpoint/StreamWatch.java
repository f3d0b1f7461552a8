package dev.titan.server.endpoint;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import org.xnio.ChannelListener;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * Notices that the stream of an HTTP/2 request was reset, or its connection closed, while its invocation waits: Undertow tells so only to who writes.
 * Confined to the I/O thread of the exchange.
 */
final class StreamWatch implements ChannelListener<ConduitStreamSinkChannel> {
    private final HttpServerExchange exchange;
    private final Awaited invocation;

    private StreamWatch(HttpServerExchange exchange, Awaited invocation) {
        this.exchange = exchange;
        this.invocation = invocation;
    }

    /** Watches until the answer is written, which sets other listeners or needs none. */
    static void begin(HttpServerExchange exchange, Awaited invocation) {
        Connectors.getConduitSinkChannel(exchange).setWriteListener(new StreamWatch(exchange, invocation));
    }

    @Override
    public void handleEvent(ConduitStreamSinkChannel response) {
        if (!response.isOpen() && invocation.waits()) {
            // Completes the exchange, and so cancels the invocation; there is nobody left to send anything to.
            Connectors.terminateRequest(exchange);
            Connectors.terminateResponse(exchange);
        }
    }
}
