package dev.titan.host.fetch;

import dev.titan.host.BytePipe;
import dev.titan.host.TraceContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One connection, which carries one call at a time. Confined to the transport's thread. */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    /** What is read of a body that nobody wants, to save the connection. */
    private static final int MOST_DISCARDED = 64 << 10;

    private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
    private static final AsciiString TRACESTATE = AsciiString.cached("tracestate");

    private final OriginPool pool;
    private final @Nullable ProxyServer forwarder;
    private final boolean single;

    /** When it last became idle, by {@link System#nanoTime}. */
    long idleSince;

    private @Nullable Channel channel;
    private @Nullable FetchCall call;

    /** Whether an answer is awaited, or its rest, be it for a call or to be discarded. */
    private boolean busy;

    private @Nullable Upload upload;
    private boolean reused;
    private boolean informational;
    private boolean headSeen;
    private boolean reusable;
    private int discarded;

    /**
     * A stream of a connection that carries several: it serves once.
     *
     * @param reused whether others have been served before it
     */
    HttpConnection(OriginPool pool, boolean reused) {
        this.pool = pool;
        this.forwarder = null;
        this.single = true;
        this.reused = reused;
    }

    /** @param forwarder a proxy that is told the whole URL; null where the connection leads to the origin itself */
    HttpConnection(OriginPool pool, @Nullable ProxyServer forwarder) {
        this.pool = pool;
        this.forwarder = forwarder;
        this.single = false;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    void send(FetchCall next) {
        Channel to = channel;
        if (to == null) {
            throw new IllegalStateException("not connected");
        }
        call = next;
        busy = true;
        headSeen = false;
        informational = false;
        reusable = false;
        discarded = 0;
        next.sentOver(this);
        BytePipe pipe = next.request().upload();
        if (pipe == null) {
            to.writeAndFlush(message(next.request()), to.voidPromise());
        } else {
            to.writeAndFlush(head(next.request()), to.voidPromise());
            upload = new Upload(next, to, pipe);
            upload.start();
        }
    }

    /** The head of a request whose body follows in chunks. */
    private HttpRequest head(FetchRequest request) {
        HttpHeaders headers = fields(request);
        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        return new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(request.method()), target(request), headers);
    }

    /** The request target (RFC 9112, section 3.2): to a proxy in absolute form. */
    private String target(FetchRequest request) {
        FetchUrl url = request.url();
        return forwarder == null ? url.target() : "http://" + url.authority() + url.target();
    }

    private HttpHeaders fields(FetchRequest request) {
        HttpHeaders headers = request.fields().copy();
        TraceContext trace = request.trace();
        if (trace != null) {
            headers.add(TRACEPARENT, trace.traceparent());
            if (!trace.state().isEmpty()) {
                headers.add(TRACESTATE, trace.state());
            }
        }
        if (!headers.contains(HttpHeaderNames.HOST)) {
            headers.add(HttpHeaderNames.HOST, request.url().authority());
        }
        String authorization = forwarder == null ? null : forwarder.authorization();
        if (authorization != null) {
            headers.set(HttpHeaderNames.PROXY_AUTHORIZATION, authorization);
        }
        return headers;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (upload != null) {
            upload.move();
        }
    }

    private DefaultFullHttpRequest message(FetchRequest request) {
        byte[] body = request.body();
        HttpHeaders headers = fields(request);
        if (body != null
                || request.method().equals("POST")
                || request.method().equals("PUT")
                || request.method().equals("PATCH")) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body == null ? "0" : Integer.toString(body.length));
        }
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(request.method()),
                target(request),
                body == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }

    /** Reads on, or leaves what comes to the sender's window. */
    void read(boolean on) {
        if (channel != null) {
            channel.config().setAutoRead(on);
        }
    }

    /** Nobody wants the rest of the answer, which is expected to be short: it is read, and the connection kept. */
    void discard() {
        if (stopUpload()) {
            close();
        } else {
            call = null;
        }
    }

    /** Ends what is still being sent. @return whether anything was: the connection is of no further use then */
    private boolean stopUpload() {
        Upload sending = upload;
        upload = null;
        if (sending == null || sending.complete()) {
            return false;
        }
        sending.stop();
        return true;
    }

    /** Ends the connection, whatever it carries; its call is not told. */
    void close() {
        call = null;
        busy = false;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!busy || !(message instanceof HttpObject part)) {
                close();
            } else if (part.decoderResult().isFailure()) {
                fail(part.decoderResult().cause());
            } else {
                if (part instanceof HttpResponse head) {
                    head(head);
                }
                if (part instanceof HttpContent content) {
                    content(content);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void head(HttpResponse head) {
        int status = head.status().code();
        informational = status < 200;
        if (status == 101) {
            fail(new IllegalStateException("it switched protocols"));
        } else if (!informational) {
            headSeen = true;
            reusable = !single && HttpUtil.isKeepAlive(head);
            if (single) {
                // The codec's own, for those who go on with HTTP/1.
                for (HttpConversionUtil.ExtensionHeaderNames own : HttpConversionUtil.ExtensionHeaderNames.values()) {
                    head.headers().remove(own.text());
                }
            }
            if (call != null) {
                call.head(head);
            }
        }
    }

    private void content(HttpContent content) {
        if (informational) {
            return;
        }
        ByteBuf bytes = content.content();
        FetchCall reader = call;
        if (reader != null) {
            reader.content(bytes);
            if (!busy) {
                return;
            }
        } else {
            discarded += bytes.readableBytes();
            if (discarded > MOST_DISCARDED) {
                close();
                return;
            }
        }
        if (content instanceof LastHttpContent) {
            reader = call;
            call = null;
            busy = false;
            reused = true;
            reusable &= !stopUpload();
            // Before the call goes on, which may want a connection at once.
            if (reusable) {
                read(true);
                pool.idle(this);
            } else {
                close();
            }
            if (reader != null) {
                reader.end();
            }
        }
    }

    /** The server takes no more streams, this one included: it goes on over another connection, if it may be sent again. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Http2GoAwayFrame) {
            context.close();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (call != null) {
            call.pause();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        FetchCall reader = call;
        if (reader != null) {
            call = null;
            if (reused && !headSeen && reader.request().idempotent()) {
                pool.resend(reader);
            } else {
                reader.fail(FetchErrors.closed(reader.request().url(), headSeen, null));
            }
        }
        pool.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        // A connection that fails while it was idle, or before a repeatable request was answered, is treated as closed.
        FetchCall reader = call;
        if (reader != null && !(reused && !headSeen && reader.request().idempotent())) {
            fail(thrown);
        } else {
            context.close();
        }
    }

    private void fail(Throwable why) {
        FetchCall reader = call;
        close();
        if (reader != null) {
            reader.fail(FetchErrors.of(reader.request().url(), headSeen, why));
        }
    }
}
