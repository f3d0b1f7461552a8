package dev.titan.server;

import dev.titan.host.BytePipe;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Protocols;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * Sends what comes out of a pipe as the body of an answer. What is held goes out as one write, and is flushed when nothing more is there. No more is taken from the pipe than the
 * connection takes, so a slow client holds up whoever writes the pipe. A pipe that fails cuts the answer off: the connection is closed without the last chunk (HTTP/1.1), or the
 * stream reset (HTTP/2), so that no client takes what it has got for the whole. Confined to the I/O thread of the exchange.
 */
final class StreamSender implements ChannelListener<StreamSinkChannel>, Runnable {
    private final HttpServerExchange exchange;
    private final BytePipe pipe;
    private final StreamSinkChannel channel;
    private @Nullable ByteBuffer current;
    /** Whether anything was written that may not have left yet: at first the head. */
    private boolean flushing = true;

    private boolean over;

    /** @param exchange whose status and fields are set; its answer is to have a body */
    StreamSender(HttpServerExchange exchange, BytePipe pipe) {
        this.exchange = exchange;
        this.pipe = pipe;
        this.channel = exchange.getResponseChannel();
    }

    void start() {
        channel.getWriteSetter().set(this);
        pipe.onChange(() -> {
            try {
                exchange.getIoThread().execute(this);
            } catch (RejectedExecutionException e) {
                pipe.cancel();
            }
        });
        // Not within the call of the handler: Undertow would end the exchange when that returns.
        exchange.dispatch(exchange.getIoThread(), this);
    }

    /** There is something new in the pipe. */
    @Override
    public void run() {
        send();
    }

    @Override
    public void handleEvent(StreamSinkChannel ready) {
        if (over) {
            channel.suspendWrites();
        } else if (channel.isOpen()) {
            send();
        } else {
            cut();
        }
    }

    private void send() {
        if (over) {
            return;
        }
        try {
            while (write()) {
                byte[] next = pipe.poll();
                if (next != null) {
                    current = ByteBuffer.wrap(next);
                } else if (pipe.failure() != null) {
                    channel.flush();
                    cut();
                    return;
                } else if (pipe.isDrained()) {
                    end();
                    return;
                } else if (flush()) {
                    // The pipe tells when there is more.
                    channel.suspendWrites();
                    return;
                } else {
                    break;
                }
            }
            channel.resumeWrites();
        } catch (IOException e) {
            cut();
        }
    }

    /** @return whether nothing is left to write */
    private boolean write() throws IOException {
        ByteBuffer buffer = current;
        while (buffer != null && buffer.hasRemaining()) {
            flushing = true;
            if (channel.write(buffer) == 0) {
                return false;
            }
        }
        current = null;
        return true;
    }

    private boolean flush() throws IOException {
        flushing = flushing && !channel.flush();
        return !flushing;
    }

    private void end() {
        over = true;
        channel.suspendWrites();
        // Writes the last chunk, and lets the next request begin.
        exchange.endExchange();
    }

    private void cut() {
        over = true;
        pipe.cancel();
        exchange.setPersistent(false);
        // Of HTTP/2 this resets the stream alone. Its connection's own close does not know a stream that began as an
        // upgrade.
        IoUtils.safeClose(channel);
        if (!exchange.getProtocol().equals(Protocols.HTTP_2_0)) {
            IoUtils.safeClose(exchange.getConnection());
        }
        Connectors.terminateRequest(exchange);
        Connectors.terminateResponse(exchange);
    }
}
