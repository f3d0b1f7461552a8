package dev.titan.host.fetch;

import dev.titan.host.HostValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket (RFC 6455) as a client has it. What it receives waits until somebody asks for the next; beyond {@link #MOST_HELD} bytes the other side is not read from. Confined to
 * the transport's thread but where it says "any thread".
 */
final class WebSocketConnection extends SimpleChannelInboundHandler<WebSocketFrame> implements AutoCloseable {
    private static final long MOST_HELD = 1 << 20;

    /** What a message counts at least. */
    private static final int LEAST = 256;

    /** How long the other side has to answer a close before the connection is cut. */
    private static final long CLOSE_SECONDS = 5;

    /** Closed without a close frame, or with one without a code (RFC 6455, 7.1.5). */
    private static final int ABNORMAL = 1006;

    private static final int NO_CODE = 1005;

    private final Channel channel;
    private final Deque<HostValue> received = new ArrayDeque<>();
    private long held;
    private @Nullable CompletableFuture<@Nullable Object> waiting;
    private boolean over;
    private boolean closing;

    WebSocketConnection(Channel channel) {
        super(WebSocketFrame.class);
        this.channel = channel;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame text) {
            String message = text.text();
            receive(new HostValue(Map.of("type", "text", "text", message), null, null), message.length());
        } else if (frame instanceof BinaryWebSocketFrame) {
            byte[] bytes = ByteBufUtil.getBytes(frame.content());
            receive(new HostValue(Map.of("type", "binary"), bytes, null), bytes.length);
        } else if (frame instanceof CloseWebSocketFrame close) {
            int code = close.statusCode() < 0 ? NO_CODE : close.statusCode();
            end(code, close.reasonText(), true);
            if (closing) {
                channel.close();
            } else {
                closing = true;
                channel.writeAndFlush(code == NO_CODE ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                        .addListener(done -> channel.close());
            }
        }
    }

    private void receive(HostValue message, int size) {
        if (over) {
            return;
        }
        CompletableFuture<@Nullable Object> asked = waiting;
        if (asked != null) {
            waiting = null;
            if (asked.complete(message)) {
                return;
            }
        }
        received.addLast(message);
        held += Math.max(size, LEAST);
        channel.config().setAutoRead(held < MOST_HELD);
    }

    private void end(int code, String reason, boolean clean) {
        receive(new HostValue(Map.of("type", "close", "code", code, "reason", reason, "clean", clean), null, null), 0);
        over = true;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(ABNORMAL, "", false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    /** Any thread: the next message, or how it was closed. */
    CompletableFuture<@Nullable Object> next() {
        CompletableFuture<@Nullable Object> next = new CompletableFuture<>();
        channel.eventLoop().execute(() -> {
            HostValue message = received.pollFirst();
            if (message == null) {
                waiting = next;
                return;
            }
            next.complete(message);
            held = received.isEmpty() ? 0 : held - size(message);
            channel.config().setAutoRead(held < MOST_HELD);
        });
        return next;
    }

    private static int size(HostValue message) {
        Object text = message.value().get("text");
        int size =
                message.bytes() != null ? message.bytes().length : text instanceof String string ? string.length() : 0;
        return Math.max(size, LEAST);
    }

    /** Any thread: sends a message. @return completes when it has been handed to the operating system, or cannot be */
    CompletableFuture<@Nullable Object> send(@Nullable String text, byte[] bytes) {
        CompletableFuture<@Nullable Object> sent = new CompletableFuture<>();
        ByteBuf content = Unpooled.wrappedBuffer(bytes);
        channel.writeAndFlush(text == null ? new BinaryWebSocketFrame(content) : new TextWebSocketFrame(text))
                .addListener(done -> sent.complete(null));
        return sent;
    }

    /** Any thread: begins to close. {@link #next} tells when it is done. */
    void shut(int code, String reason) {
        channel.eventLoop().execute(() -> {
            if (!closing) {
                closing = true;
                channel.writeAndFlush(code == 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, reason));
                channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        });
    }

    /** Any thread: cuts the connection. */
    @Override
    public void close() {
        channel.close();
    }
}
