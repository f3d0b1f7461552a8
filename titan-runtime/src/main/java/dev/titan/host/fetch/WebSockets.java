package dev.titan.host.fetch;

import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import java.util.concurrent.CompletableFuture;

/** The operations behind the global {@code WebSocket}, over the connections' thread of fetch and with its permissions and limits. Safe for use by many threads. */
public final class WebSockets {
    private final Fetch fetch;

    public WebSockets(Fetch fetch) {
        this.fetch = fetch;
    }

    /** Arguments: a URL with {@code http} or {@code https} for {@code ws} or {@code wss}, and subprotocols with commas. Settles with the protocol chosen and a resource. */
    public Operation open() {
        return call -> new WebSocketCall(
                        fetch.transport(),
                        FetchUrl.parse(call.text(0, "WebSocket: the URL")),
                        call.text(1, "protocols"))
                .start();
    }

    private static WebSocketConnection connection(OperationCall call) {
        return call.scope().resource((int) call.number(0, "WebSocket"), WebSocketConnection.class);
    }

    /** Argument: the resource. Settles with the next message, or how the connection was closed. */
    public Operation next() {
        return call -> connection(call).next();
    }

    /** Arguments: the resource, and a text or null for the bytes beside. Settles when it has been sent. */
    public Operation send() {
        return call -> connection(call)
                .send(
                        call.arguments().get(1) instanceof String text ? text : null,
                        call.bytes() == null ? new byte[0] : call.bytes());
    }

    /** Arguments: the resource, a code or 0 for none, a reason. */
    public Operation close() {
        return call -> {
            connection(call).shut((int) call.number(1, "WebSocket: the code"), call.text(2, "WebSocket: the reason"));
            return CompletableFuture.completedFuture(null);
        };
    }
}
