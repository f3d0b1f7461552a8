package dev.titan.server.netron;

/** A connection that is a stream of bytes: packets wait in a queue, each behind its length, for the one thread that writes. */
abstract class QueuedLink implements Link {
    /** How long a client may go on sending once the server has said that it sends no more: closed at once, what it has not read yet could be lost to it. */
    static final long LINGER_MS = 1_000;

    private final SendQueue queue = new SendQueue();
    private volatile Runnable drained = () -> {};
    private volatile boolean closing;

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
