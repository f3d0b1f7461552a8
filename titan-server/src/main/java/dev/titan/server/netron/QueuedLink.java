package dev.titan.server.netron;

import java.util.concurrent.TimeUnit;

/** A connection that is a stream of bytes: packets wait in a queue, each behind its length, for the one thread that writes. */
abstract class QueuedLink implements Link {
    /** How long a client may go on sending once the server has said that it sends no more: closed at once, what it has not read yet could be lost to it. */
    static final long LINGER_MS = 1_000;

    /** How long nothing may be sent to a client that sends no more: whether it waits for answers, or is gone, cannot be seen before something is sent. */
    private static final long LAST_ANSWER_MS = 3_000;

    private final SendQueue queue = new SendQueue();
    private volatile Runnable drained = () -> {};
    private volatile boolean closing;
    private volatile long moved;

    /** Has {@link #queue} written by the thread that writes. */
    abstract void wake();

    /** Closes at once, whatever waits. */
    abstract void end();

    final SendQueue queue() {
        return queue;
    }

    /** Whether nothing is sent any more, and nothing taken. */
    final boolean isClosing() {
        return closing;
    }

    final void closing() {
        closing = true;
    }

    /** Something is sent, or the client has said that it sends no more. */
    final void moved() {
        moved = System.nanoTime();
    }

    /** Of a client that sends no more: how long it still counts as one that waits, in milliseconds; 0 or less when it does not. */
    final long answersLeftMs() {
        return LAST_ANSWER_MS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - moved);
    }

    final void tellDrained() {
        drained.run();
    }

    @Override
    public final void send(byte[] packet) {
        if (closing) {
            return;
        }
        // One packet may be larger than what may wait: it counts for those behind it.
        if (queue.add(packet) - packet.length > BUFFER_BYTES) {
            closing = true;
            end();
        } else if (queue.mustWake()) {
            wake();
        }
    }

    @Override
    public final boolean hasRoom() {
        return queue.bytes() < BUFFER_BYTES / 2;
    }

    @Override
    public final void onDrained(Runnable task) {
        drained = task;
    }

    @Override
    public final void close(int code, String reason) {
        closing = true;
        wake();
    }
}
