package dev.titan.server;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSourceChannel;

/** The body of a request that is answered without it. */
final class UnreadBody {
    private static final int MAX_BYTES = 64 << 10;

    private UnreadBody() {}

    /**
     * Reads and drops what has arrived of a body, so that a small one costs its connection nothing. Does not wait.
     *
     * @return whether that was all of it
     */
    static boolean skip(HttpServerExchange exchange) {
        if (exchange.getRequestHeaders().contains(Headers.EXPECT)) {
            return false;
        }
        StreamSourceChannel existing = Connectors.getExistingRequestChannel(exchange);
        StreamSourceChannel channel = existing == null ? exchange.getRequestChannel() : existing;
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            for (int total = 0; total < MAX_BYTES; ) {
                buffer.clear();
                int count = channel.read(buffer);
                if (count < 0 || exchange.isRequestComplete()) {
                    return true;
                }
                if (count == 0) {
                    return false;
                }
                total += count;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
