package dev.titan.server.inspector;

import dev.titan.inspector.InspectorClient;
import dev.titan.inspector.InspectorConnection;
import dev.titan.inspector.InspectorTarget;
import dev.titan.inspector.InspectorTargets;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.xnio.IoUtils;

/** The WebSocket of a debugger. What comes from workers is written by the socket's own thread, in the order in which it came. */
final class DebuggerSocket extends AbstractReceiveListener implements InspectorClient {
    /** Of one request: a debugger may send the text of a script. */
    private static final long MOST_BYTES = 64L << 20;

    private final WebSocketChannel channel;
    private final InspectorConnection connection;
    private final NodeWorkers others;
    private final WebSocketCallback<Void> written = new Written();

    // Confined to the socket's thread.
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean ended;

    private DebuggerSocket(WebSocketChannel channel, InspectorTarget target, InspectorTargets targets) {
        this.channel = channel;
        this.others = new NodeWorkers(target, targets, this::receive);
        this.connection = target.connect(this);
    }

    static void open(WebSocketChannel channel, InspectorTarget target, InspectorTargets targets) {
        DebuggerSocket socket = new DebuggerSocket(channel, target, targets);
        channel.addCloseTask(closed -> socket.detach());
        channel.getReceiveSetter().set(socket);
        channel.resumeReceives();
    }

    private void detach() {
        connection.close();
        others.close();
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
        String request = message.getData();
        if (!others.take(request)) {
            connection.send(request);
        }
    }

    @Override
    protected long getMaxTextBufferSize() {
        return MOST_BYTES;
    }

    @Override
    protected void onError(WebSocketChannel from, Throwable error) {
        IoUtils.safeClose(from);
    }

    @Override
    public void receive(String message) {
        channel.getIoThread().execute(() -> {
            waiting.add(message);
            write();
        });
    }

    /** Writes what waits, one message after the other. */
    private void write() {
        if (writing) {
            return;
        }
        String next = waiting.poll();
        if (next != null) {
            writing = true;
            WebSockets.sendText(next, channel, written);
        } else if (ended) {
            WebSockets.sendClose(CloseMessage.GOING_AWAY, "the worker has ended", channel, null);
        }
    }

    @Override
    public void closed() {
        channel.getIoThread().execute(() -> {
            ended = true;
            write();
        });
    }

    /** Called on any thread. */
    private final class Written implements WebSocketCallback<Void> {
        @Override
        public void complete(WebSocketChannel to, Void nothing) {
            channel.getIoThread().execute(() -> {
                writing = false;
                write();
            });
        }

        @Override
        public void onError(WebSocketChannel to, Void nothing, Throwable error) {
            IoUtils.safeClose(to);
        }
    }
}
