package dev.titan.host.fetch;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A connection that speaks HTTP/2 (RFC 9113): each call is a stream of it, carried by an {@link HttpConnection} of its own that serves once. Confined to the transport's thread.
 */
final class Http2Session {
    /** How long it is kept without a stream. */
    private static final long IDLE_SECONDS = 4;

    private static final int MOST_HEADER_BYTES = 64 << 10;

    /** Streams at a time, where the server takes as many. */
    private static final int MOST_STREAMS = 100;

    /** What a stream may send before it is read. */
    private static final int STREAM_WINDOW = 65_535;

    private final OriginPool pool;
    private final Channel channel;
    private long most = MOST_STREAMS;
    private int active;
    private long served;
    private boolean closing;

    /** @param channel whose TLS handshake has agreed on HTTP/2 */
    Http2Session(OriginPool pool, Channel channel) {
        this.pool = pool;
        this.channel = channel;
        Http2Settings settings = Http2Settings.defaultSettings()
                .initialWindowSize(STREAM_WINDOW)
                .pushEnabled(false)
                .maxHeaderListSize(MOST_HEADER_BYTES);
        channel.pipeline()
                .addLast(
                        Http2FrameCodecBuilder.forClient()
                                .initialSettings(settings)
                                .build(),
                        new Http2MultiplexHandler(new Unasked()),
                        new Control());
        // As much for the connection as for all of its streams, or one that nobody reads would hold up the others.
        channel.writeAndFlush(new DefaultHttp2WindowUpdateFrame(MOST_STREAMS * STREAM_WINDOW));
    }

    /** Tells the pool when it is closed, from now on. */
    void watch() {
        channel.closeFuture().addListener(done -> {
            closing = true;
            pool.closed(this);
        });
    }

    /** Whether it takes another call. */
    boolean hasRoom() {
        return !closing && channel.isActive() && active < most;
    }

    void send(FetchCall call) {
        active++;
        HttpConnection stream = new HttpConnection(pool, served++ > 0);
        new Http2StreamChannelBootstrap(channel)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(false, false), stream);
                    }
                })
                .open()
                .addListener((Future<Channel> opened) -> {
                    if (opened.isSuccess()) {
                        opened.getNow().closeFuture().addListener(done -> released());
                        if (call.over()) {
                            opened.getNow().close();
                        } else {
                            stream.send(call);
                        }
                    } else {
                        released();
                        call.fail(FetchErrors.of(call.request().url(), false, opened.cause()));
                    }
                });
    }

    private void released() {
        active--;
        pool.released(this);
        if (active == 0) {
            long before = served;
            pool.transport().loop().schedule(() -> closeIdle(before), closing ? 0 : IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void closeIdle(long before) {
        if (active == 0 && (closing || served == before)) {
            close();
        }
    }

    void close() {
        closing = true;
        channel.close();
    }

    /** What the server says of the connection. */
    private final class Control extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2SettingsFrame settings) {
                Long streams = settings.settings().maxConcurrentStreams();
                if (streams != null) {
                    most = Math.min(streams, MOST_STREAMS);
                }
            } else if (message instanceof Http2GoAwayFrame) {
                closing = true;
                closeIdle(served);
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
            context.close();
        }
    }

    /** A stream that the server opens, which it has been told not to. */
    @ChannelHandler.Sharable
    private static final class Unasked extends ChannelInboundHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            context.channel().close();
        }
    }
}
