package dev.titan.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Messages on their way into a WebSocket, which takes one at a time. Any thread may add. */
final class SendQueue {
    private final WebSocket socket;
    private final Consumer<Throwable> failed;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private boolean sending;

    /** @param failed told of the first message that could not be sent */
    SendQueue(WebSocket socket, Consumer<Throwable> failed) {
        this.socket = socket;
        this.failed = failed;
    }

    void add(ByteBuffer message) {
        synchronized (waiting) {
            waiting.add(message);
            if (sending) {
                return;
            }
            sending = true;
        }
        sendNext();
    }

    /** A loop, since a message may be sent at once: each from the callback of the one before would take the stack. */
    private void sendNext() {
        ByteBuffer message;
        while ((message = next()) != null) {
            CompletableFuture<WebSocket> sent = socket.sendBinary(message, true);
            if (!sent.isDone() || sent.isCompletedExceptionally()) {
                sent.whenComplete((done, failure) -> {
                    if (failure != null) {
                        failed.accept(failure);
                    } else {
                        sendNext();
                    }
                });
                return;
            }
        }
    }

    private @Nullable ByteBuffer next() {
        synchronized (waiting) {
            ByteBuffer message = waiting.poll();
            sending = message != null;
            return message;
        }
    }
}
