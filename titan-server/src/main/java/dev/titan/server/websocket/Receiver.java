package dev.titan.server.websocket;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.Pooled;

/** Takes the messages of one connection out of Undertow's frames. Confined to the connection's I/O thread. */
final class Receiver extends AbstractReceiveListener {
    /** No code was sent (RFC 6455, section 7.4.1). */
    private static final int NONE = 1005;

    private static final int ABNORMAL = 1006;

    private static final WebSocketCallback<Void> END = new WebSocketCallback<>() {
        @Override
        public void complete(WebSocketChannel to, Void nothing) {
            IoUtils.safeClose(to);
        }

        @Override
        public void onError(WebSocketChannel to, Void nothing, Throwable error) {
            IoUtils.safeClose(to);
        }
    };

    private final WebSocketConnection connection;
    private final int messageBytes;
    private final WebSocketListener listener;
    private int code = ABNORMAL;
    private String reason = "";
    private boolean over;

    Receiver(WebSocketConnection connection, int messageBytes, WebSocketListener listener) {
        this.connection = connection;
        this.messageBytes = messageBytes;
        this.listener = listener;
    }

    @Override
    protected long getMaxTextBufferSize() {
        return messageBytes;
    }

    @Override
    protected long getMaxBinaryBufferSize() {
        return messageBytes;
    }

    @Override
    protected void onText(WebSocketChannel from, StreamSourceFrameChannel message) throws IOException {
        connection.heard();
        super.onText(from, message);
    }

    @Override
    protected void onBinary(WebSocketChannel from, StreamSourceFrameChannel message) throws IOException {
        connection.heard();
        super.onBinary(from, message);
    }

    @Override
    protected void onPing(WebSocketChannel from, StreamSourceFrameChannel message) throws IOException {
        connection.heard();
        super.onPing(from, message);
    }

    @Override
    protected void onPong(WebSocketChannel from, StreamSourceFrameChannel message) throws IOException {
        connection.heard();
        super.onPong(from, message);
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
        connection.heard();
        if (!over) {
            listener.text(message.getData());
        }
    }

    @Override
    @SuppressWarnings("deprecation") // The type that Undertow gives.
    protected void onFullBinaryMessage(WebSocketChannel from, BufferedBinaryMessage message) {
        connection.heard();
        Pooled<ByteBuffer[]> data = message.getData();
        try {
            ByteBuffer[] parts = data.getResource();
            int length = 0;
            for (ByteBuffer part : parts) {
                length += part.remaining();
            }
            byte[] bytes = new byte[length];
            int at = 0;
            for (ByteBuffer part : parts) {
                int count = part.remaining();
                part.get(bytes, at, count);
                at += count;
            }
            if (!over) {
                listener.binary(bytes);
            }
        } finally {
            data.close();
        }
    }

    @Override
    @SuppressWarnings("deprecation") // The type that Undertow gives.
    protected void onFullCloseMessage(WebSocketChannel from, BufferedBinaryMessage message) {
        Pooled<ByteBuffer[]> data = message.getData();
        try {
            ByteBuffer[] parts = data.getResource();
            boolean empty = parts.length == 0 || parts.length == 1 && !parts[0].hasRemaining();
            CloseMessage close = new CloseMessage(parts);
            code = empty ? NONE : close.getCode();
            reason = close.getReason() == null ? "" : close.getReason();
            over = true;
            boolean answered = connection.closedByClient();
            listener.closing(code, reason);
            if (answered) {
                IoUtils.safeClose(from);
            } else {
                // The server is who ends the connection (RFC 6455, section 7.1.1).
                WebSockets.sendClose(close, from, END);
                connection.endSoon();
            }
        } finally {
            data.close();
        }
    }

    @Override
    protected void onError(WebSocketChannel from, Throwable error) {
        over = true;
        connection.failed();
    }

    /** The connection is closed. */
    void gone(WebSocketChannel closed) {
        over = true;
        // Undertow notes the code that was closed with; where the connection was lost, that of a normal end.
        if (code == ABNORMAL && closed.getCloseCode() > CloseMessage.NORMAL_CLOSURE) {
            code = closed.getCloseCode();
            reason = closed.getCloseReason() == null ? "" : closed.getCloseReason();
        }
        listener.closed(code, reason);
    }
}
