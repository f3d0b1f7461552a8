package dev.titan.server;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Answers a request whose body is still on its way, and then closes the connection. To close it at once would have the kernel reset it, and the client
 * might never see the answer (RFC 9112, 9.6): so the rest of the body is read and dropped for a while. Confined to the I/O thread of the exchange.
 */
final class LingeringClose implements ChannelListener<StreamSourceChannel>, IoCallback {
    private static final long MAX_MILLIS = 2_000;
    private static final long MAX_BYTES = 8 << 20;

    private final HttpServerExchange exchange;
    private final byte[] body;
    private long dropped;
    private boolean sent;
    private XnioExecutor.@Nullable Key timer;

    /** @param exchange whose status and fields are set */
    LingeringClose(HttpServerExchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
    }

    void start() {
        // Not within the call of the handler: Undertow would end the exchange, and with it the reading, when the call
        // returns.
        exchange.dispatch(exchange.getIoThread(), this::send);
    }

    private void send() {
        timer = exchange.getIoThread().executeAfter(this::close, MAX_MILLIS, TimeUnit.MILLISECONDS);
        exchange.setResponseContentLength(body.length);
        if (body.length == 0 || exchange.getRequestMethod().equals(Methods.HEAD)) {
            sent = true;
            exchange.getResponseSender().close(this);
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(body), this);
        }
    }

    @Override
    public void onComplete(HttpServerExchange done, Sender sender) {
        if (sent) {
            drop(Connectors.getExistingRequestChannel(exchange));
        } else {
            sent = true;
            sender.close(this);
        }
    }

    @Override
    public void onException(HttpServerExchange done, Sender sender, IOException e) {
        close();
    }

    @Override
    public void handleEvent(StreamSourceChannel channel) {
        drop(channel);
    }

    private void drop(@Nullable StreamSourceChannel existing) {
        StreamSourceChannel channel = existing == null ? exchange.getRequestChannel() : existing;
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            while (dropped <= MAX_BYTES) {
                buffer.clear();
                int count = channel.read(buffer);
                if (count == 0) {
                    channel.getReadSetter().set(this);
                    channel.resumeReads();
                    return;
                }
                if (count < 0) {
                    break;
                }
                dropped += count;
            }
        } catch (IOException e) {
            // The client closed its side, or sent what is no body: either way nothing more is to be told to it.
        }
        close();
    }

    private void close() {
        if (timer != null) {
            timer.remove();
            timer = null;
        }
        IoUtils.safeClose(exchange.getConnection());
    }
}
