package dev.titan.server.content;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Sends the bytes of a stream, one buffer after the other. It reads on a worker thread and holds none while it waits for a slow client: the
 * write that could not go on calls back on the I/O thread, which hands the next read to a worker thread.
 */
final class ContentPump implements Runnable, IoCallback {
    private static final int BUFFER = 32 << 10;

    private final HttpServerExchange exchange;
    private final InputStream content;
    private final byte[] buffer;
    private long remaining;

    /**
     * Takes over the stream; {@link #run} on a worker thread starts it.
     *
     * @param length bytes to send, at least 1; if the stream ends before, the connection is closed, for the client was promised them
     */
    ContentPump(HttpServerExchange exchange, InputStream content, long length) {
        this.exchange = exchange;
        this.content = content;
        this.remaining = length;
        this.buffer = new byte[(int) Math.min(BUFFER, length)];
        // Also when the client goes away while nothing is being written.
        exchange.addExchangeCompleteListener((ended, next) -> {
            close();
            next.proceed();
        });
    }

    @Override
    public void run() {
        int read;
        try {
            read = content.readNBytes(buffer, 0, (int) Math.min(buffer.length, remaining));
            if (read == 0) {
                throw new EOFException("the file is shorter than when it was opened");
            }
        } catch (IOException e) {
            onException(exchange, exchange.getResponseSender(), e);
            return;
        }
        remaining -= read;
        exchange.getResponseSender().send(ByteBuffer.wrap(buffer, 0, read), this);
    }

    @Override
    public void onComplete(HttpServerExchange exchange, Sender sender) {
        if (remaining == 0) {
            IoCallback.END_EXCHANGE.onComplete(exchange, sender);
        } else if (exchange.isInIoThread()) {
            exchange.dispatch(this);
        } else {
            run();
        }
    }

    @Override
    public void onException(HttpServerExchange exchange, Sender sender, IOException exception) {
        close();
        IoCallback.END_EXCHANGE.onException(exchange, sender, exception);
    }

    private void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
