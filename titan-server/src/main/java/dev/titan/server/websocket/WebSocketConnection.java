package dev.titan.server.websocket;

import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;

/**
 * An open WebSocket. Messages are sent whole and in the order given, by any thread; they are written by the connection's I/O thread, many in one write when they come quickly. A
 * client that does not read as fast as it is sent to is closed once too much waits for it, and one that gives no sign of life is given up.
 */
public final class WebSocketConnection {
    /** Frames that Undertow is given at once: its queue is no place for thousands. */
    private static final int MOST_WRITING = 64;

    /** How long the other side may take to answer a close frame. */
    private static final int CLOSE_MS = 3_000;

    private static final int TRY_AGAIN_LATER = 1013;
    private static final int GOING_AWAY = 1001;
    private static final byte[] NO_BYTES = {};

    private final WebSocketChannel channel;
    private final WebSocketSettings settings;
    private final XnioIoThread thread;
    private final ConcurrentLinkedQueue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicLong buffered = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile @Nullable Runnable drained;
    private volatile boolean wanted = true;

    // Confined to the I/O thread.
    private int writing;
    private boolean closeWritten;
    private boolean paused;
    private long lastHeard = System.nanoTime();
    private long lastPing;

    /** A message, or what closes. */
    private record Outgoing(byte[] bytes, boolean text, int closeCode, String reason) {}

    WebSocketConnection(WebSocketChannel channel, WebSocketSettings settings) {
        this.channel = channel;
        this.settings = settings;
        this.thread = channel.getIoThread();
    }

    /** Begins to receive. */
    void begin(WebSocketListener listener) {
        Receiver receiver = new Receiver(this, settings.messageBytes(), listener);
        channel.addCloseTask(closed -> {
            closing.set(true);
            outgoing.clear();
            receiver.gone(closed);
            tellDrained();
        });
        channel.getReceiveSetter().set(receiver);
        if (!paused) {
            channel.resumeReceives();
        }
        watch();
    }

    /** Sends text. @return false when it is closing or closed, or closes now since too much waits to be sent */
    public boolean sendText(String message) {
        return send(message.getBytes(StandardCharsets.UTF_8), true);
    }

    /** The same with text that is UTF-8 already. The array must not change afterwards; many connections may share it. */
    public boolean sendText(byte[] utf8) {
        return send(utf8, true);
    }

    /** Sends bytes. The array must not change afterwards; many connections may share it. @return as {@link #sendText(String)} */
    public boolean sendBinary(byte[] message) {
        return send(message, false);
    }

    private boolean send(byte[] bytes, boolean text) {
        if (closing.get()) {
            return false;
        }
        if (buffered.get() > settings.bufferBytes()) {
            close(TRY_AGAIN_LATER, "too slow");
            return false;
        }
        buffered.addAndGet(bytes.length);
        add(new Outgoing(bytes, text, 0, ""));
        return true;
    }

    /** Bytes of messages that wait to be sent. */
    public long buffered() {
        return buffered.get();
    }

    /** Half of what may wait: who sends much had better wait beyond that. */
    public long comfortable() {
        return settings.bufferBytes() / 2;
    }

    /** @param task runs, on any thread, whenever all has been sent, or the connection is gone */
    public void onDrained(Runnable task) {
        drained = task;
    }

    private void tellDrained() {
        Runnable task = drained;
        if (task != null) {
            task.run();
        }
    }

    /**
     * Closes after what was sent before: sends a close frame and waits a while for the other's. Only the first call counts.
     *
     * @param code 1000 to 1014 as RFC 6455 and its registry allow them, or 3000 to 4999
     * @param reason at most 123 bytes as UTF-8
     */
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            add(new Outgoing(NO_BYTES, false, code, reason));
        }
    }

    /** Ends the connection at once, without a close frame. */
    public void end() {
        closing.set(true);
        run(() -> IoUtils.safeClose(channel));
    }

    /** Stops to receive, as the client notices by its own sending: until {@link #resume}. */
    public void pause() {
        wanted = false;
        run(this::obey);
    }

    /** Receives again. */
    public void resume() {
        wanted = true;
        run(this::obey);
    }

    /** Does what was wanted last, since calls of several threads may arrive here in another order. */
    private void obey() {
        boolean receive = wanted;
        if (receive && paused) {
            paused = false;
            lastHeard = System.nanoTime();
            channel.resumeReceives();
        } else if (!receive && !paused) {
            paused = true;
            channel.suspendReceives();
        }
    }

    /** Something has come. On the I/O thread. */
    void heard() {
        lastHeard = System.nanoTime();
    }

    /** The client's close frame has come: what was to be sent is not any more. On the I/O thread. @return whether the server's had been sent before */
    boolean closedByClient() {
        closing.set(true);
        outgoing.clear();
        boolean before = closeWritten;
        closeWritten = true;
        return before;
    }

    /** Ends the connection after a while, whatever the client does. On the I/O thread. */
    void endSoon() {
        thread.executeAfter(() -> IoUtils.safeClose(channel), CLOSE_MS, TimeUnit.MILLISECONDS);
    }

    /** What has come cannot be gone on from; Undertow tells the client if there is a reason to. On the I/O thread. */
    void failed() {
        closing.set(true);
        outgoing.clear();
        thread.execute(() -> {
            if (channel.getCloseCode() > CloseMessage.NORMAL_CLOSURE) {
                // Closed at once, a connection with unread input is reset, and the client might never see the reason.
                thread.executeAfter(() -> IoUtils.safeClose(channel), CLOSE_MS / 3, TimeUnit.MILLISECONDS);
            } else {
                IoUtils.safeClose(channel);
            }
        });
    }

    private void add(Outgoing message) {
        outgoing.add(message);
        if (woken.compareAndSet(false, true)) {
            run(this::write);
        }
    }

    private void run(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
            return;
        }
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // The server has stopped, and its connections with it.
            closing.set(true);
        }
    }

    /** Hands over what waits, as much as Undertow should have at once. */
    private void write() {
        woken.set(false);
        if (outgoing.isEmpty() || writing >= MOST_WRITING) {
            return;
        }
        channel.setRequireExplicitFlush(true);
        Outgoing next;
        while (writing < MOST_WRITING && !closeWritten && (next = outgoing.poll()) != null) {
            writing++;
            ByteBuffer bytes = ByteBuffer.wrap(next.bytes());
            Sent sent = new Sent(next.bytes().length);
            if (next.closeCode() != 0) {
                closeWritten = true;
                WebSockets.sendClose(next.closeCode(), next.reason(), channel, sent);
                endSoon();
            } else if (next.text()) {
                WebSockets.sendText(bytes, channel, sent);
            } else {
                WebSockets.sendBinary(bytes, channel, sent);
            }
        }
        channel.setRequireExplicitFlush(false);
        channel.flush();
    }

    /** Looks from time to time whether the client lives. */
    private void watch() {
        thread.executeAfter(this::look, Math.max(1, settings.pingMs() / 2), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!channel.isOpen()) {
            return;
        }
        long silent = System.nanoTime() - lastHeard;
        if (!paused && !closeWritten) {
            if (silent > TimeUnit.MILLISECONDS.toNanos(settings.idleMs())) {
                close(GOING_AWAY, "idle");
                thread.executeAfter(() -> IoUtils.safeClose(channel), CLOSE_MS / 3, TimeUnit.MILLISECONDS);
                return;
            }
            if (silent > TimeUnit.MILLISECONDS.toNanos(settings.pingMs())
                    && System.nanoTime() - lastPing > TimeUnit.MILLISECONDS.toNanos(settings.pingMs())) {
                lastPing = System.nanoTime();
                WebSockets.sendPing(ByteBuffer.allocate(0), channel, null);
            }
        }
        watch();
    }

    /** A frame has been sent. Called on any thread. */
    private final class Sent implements WebSocketCallback<Void> {
        private final int bytes;

        Sent(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void complete(WebSocketChannel to, Void nothing) {
            long left = buffered.addAndGet(-bytes);
            run(() -> {
                writing--;
                if (!outgoing.isEmpty() && woken.compareAndSet(false, true)) {
                    // Not at once: a frame that completes while it is handed over would recurse.
                    thread.execute(WebSocketConnection.this::write);
                }
            });
            if (left == 0) {
                tellDrained();
            }
        }

        @Override
        public void onError(WebSocketChannel to, Void nothing, Throwable error) {
            IoUtils.safeClose(to);
        }
    }
}
