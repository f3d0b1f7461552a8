package dev.titan.server.endpoint;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Notices on an HTTP/1 connection that the client has gone while its invocation waits: Undertow does not read between the end of a request and the answer
 * to it. Confined to the I/O thread of the exchange.
 *
 * <p>A client that has sent all it will may close only its sending side and still want the answer, and nothing on the wire tells it from one that has gone.
 * So the end of input counts as gone only after a while, within which a quick answer is still sent; a reset counts at once.
 */
public final class ClientWatch implements ChannelListener<ConduitStreamSourceChannel> {
    private static final int HALF_CLOSED_MILLIS = 250;

    private final HttpServerExchange exchange;
    private final HttpServerConnection connection;
    private final Awaited invocation;

    private ClientWatch(HttpServerExchange exchange, HttpServerConnection connection, Awaited invocation) {
        this.exchange = exchange;
        this.connection = connection;
        this.invocation = invocation;
    }

    /** Watches until the exchange is complete; Undertow then sets its own listener again. */
    public static void begin(HttpServerExchange exchange, Awaited invocation) {
        if (!(exchange.getConnection() instanceof HttpServerConnection connection)) {
            StreamWatch.begin(exchange, invocation);
        } else if (connection.getExtraBytes() == null) {
            // With a pipelined request read already, the end of input could only be seen behind it.
            ConduitStreamSourceChannel channel = connection.getChannel().getSourceChannel();
            channel.setReadListener(new ClientWatch(exchange, connection, invocation));
            // Not by the channel: where the body has been read by its own conduit, that one lets nobody read on.
            connection.getOriginalSourceConduit().resumeReads();
        }
    }

    @Override
    public void handleEvent(ConduitStreamSourceChannel channel) {
        if (exchange.isComplete()) {
            connection.getOriginalSourceConduit().suspendReads();
            return;
        }
        PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
        boolean kept = false;
        try {
            ByteBuffer buffer = pooled.getBuffer();
            buffer.clear();
            int count = connection.getOriginalSourceConduit().read(buffer);
            if (count > 0) {
                // The client pipelines: the next request waits its turn.
                connection.getOriginalSourceConduit().suspendReads();
                buffer.flip();
                connection.ungetRequestBytes(pooled);
                kept = true;
            } else if (count < 0) {
                connection.getOriginalSourceConduit().suspendReads();
                exchange.getIoThread().executeAfter(this::gone, HALF_CLOSED_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            gone();
        } finally {
            if (!kept) {
                pooled.close();
            }
        }
    }

    private void gone() {
        if (invocation.waits()) {
            invocation.cancel();
            IoUtils.safeClose(connection);
        }
    }
}
