package dev.titan.cli.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The connections of one thread and what they have seen. Confined to that thread, but for {@link #begin} and {@link #end}. */
final class LoadLoop {
    /** Before a connection is tried again after a failure, lest a server that is gone be asked a hundred thousand times a second. */
    private static final long PAUSE_MILLIS = 100;

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final ByteBuf request;
    private final BooleanSupplier measuring;
    private final Tally tally = new Tally();
    private final Set<LoadConnection> connections = new LinkedHashSet<>();
    private @Nullable CountDownLatch opening;
    private boolean ended;

    /**
     * @param bootstrap with the kind of channel
     * @param tls null for none
     * @param request its bytes, which outlive the loop
     * @param measuring whether what happens counts
     */
    LoadLoop(
            EventLoop loop,
            Bootstrap bootstrap,
            SocketAddress address,
            LoadTarget target,
            @Nullable SslContext tls,
            String method,
            ByteBuf request,
            BooleanSupplier measuring) {
        this.loop = loop;
        this.request = request;
        this.measuring = measuring;
        this.bootstrap = bootstrap.clone(loop).remoteAddress(address).handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                if (tls != null) {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc(), target.host(), target.port()));
                }
                channel.pipeline().addLast(new AnswerDecoder(method), new LoadConnection(LoadLoop.this));
            }
        });
    }

    /**
     * Opens connections, each of which begins to send at once. Any thread.
     *
     * @return counted down to zero when each of them has been opened, or has failed
     */
    CountDownLatch begin(int count) {
        CountDownLatch latch = new CountDownLatch(count);
        loop.execute(() -> {
            opening = latch;
            for (int i = 0; i < count; i++) {
                connect();
            }
        });
        return latch;
    }

    private void tried() {
        if (opening != null) {
            opening.countDown();
        }
    }

    /** Closes all connections. Any other thread. @return what was counted, which is the caller's */
    Tally end() throws InterruptedException {
        try {
            return loop.submit(this::finish).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Tally finish() {
        ended = true;
        long now = System.nanoTime();
        for (LoadConnection connection : new ArrayList<>(connections)) {
            long waited = connection.waitedNanos(now);
            if (waited > 0) {
                tally.waits(waited);
            }
            connection.close();
        }
        return tally;
    }

    /** A request to write, whose bytes all share. */
    ByteBuf request() {
        return request.retainedDuplicate();
    }

    void connect() {
        if (!ended) {
            bootstrap.connect().addListener((ChannelFutureListener) future -> {
                if (future.cause() != null) {
                    failed(String.valueOf(future.cause().getMessage()));
                }
            });
        }
    }

    void opened(LoadConnection connection) {
        tried();
        connections.add(connection);
        if (ended) {
            connection.close();
        }
    }

    void closed(LoadConnection connection) {
        connections.remove(connection);
    }

    void answered(int status, long tookNanos) {
        if (measuring.getAsBoolean()) {
            tally.answered(status, tookNanos);
        }
    }

    void failed(String reason) {
        tried();
        if (ended) {
            return;
        }
        if (measuring.getAsBoolean()) {
            tally.failed(reason);
        }
        loop.schedule(this::connect, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
