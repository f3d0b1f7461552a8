package dev.titan.cli.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One connection: sends a request as soon as the one before has its answer. Confined to the thread of its loop. */
final class LoadConnection extends ChannelInboundHandlerAdapter {
    /** Those below come before the answer itself (RFC 9110, section 15.2). */
    private static final int FIRST_FINAL = 200;

    private final LoadLoop loop;
    private @Nullable Channel channel;
    private long sentNanos;
    private boolean waiting;
    private int status;
    private boolean keptAlive;
    private @Nullable String fault;

    LoadConnection(LoadLoop loop) {
        this.loop = loop;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        loop.opened(this);
        send(context);
    }

    private void send(ChannelHandlerContext context) {
        waiting = true;
        status = 0;
        sentNanos = System.nanoTime();
        context.writeAndFlush(loop.request(), context.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
                fault = "the answer is no HTTP/1.1: "
                        + part.decoderResult().cause().getMessage();
                context.close();
                return;
            }
            if (message instanceof HttpResponse head) {
                status = head.status().code();
                keptAlive = HttpUtil.isKeepAlive(head);
            }
            if (message instanceof LastHttpContent && status >= FIRST_FINAL && waiting) {
                answered(context);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void answered(ChannelHandlerContext context) {
        waiting = false;
        loop.answered(status, System.nanoTime() - sentNanos);
        if (keptAlive) {
            send(context);
        } else {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fault = String.valueOf(cause.getMessage());
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.closed(this);
        if (waiting) {
            loop.failed(fault == null ? "the connection was closed before the end of the answer" : fault);
        } else {
            loop.connect();
        }
    }

    /** For how long the request has waited that is under way, in nanoseconds; 0 when none is. */
    long waitedNanos(long now) {
        return waiting ? Math.max(1, now - sentNanos) : 0;
    }

    void close() {
        if (channel != null) {
            channel.close();
        }
    }
}
