package dev.titan.server.netron;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Packets that wait to be written to a socket, each behind its length. Any thread adds; one takes them, many at once. */
final class SendQueue {
    private static final int LENGTH_BYTES = 4;
    private static final int ONE_WRITE = 64 << 10;

    /** Packets whose lengths find room beside them, so that many short ones go together. */
    private static final long MOST_LENGTHS = 1024;

    private final ConcurrentLinkedQueue<byte[]> packets = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean woken = new AtomicBoolean();

    /** @return how many bytes wait now */
    long add(byte[] packet) {
        packets.add(packet);
        return bytes.addAndGet(packet.length);
    }

    long bytes() {
        return bytes.get();
    }

    /** Whether who takes must be woken: then not again until {@link #awake}. */
    boolean mustWake() {
        return woken.compareAndSet(false, true);
    }

    /** Who takes is about to look. */
    void awake() {
        woken.set(false);
    }

    /** The next bytes to write, null when there are none. */
    @Nullable
    ByteBuffer next() {
        byte[] first = packets.poll();
        if (first == null) {
            return null;
        }
        int alone = first.length + LENGTH_BYTES;
        long waiting = bytes.get();
        // What is allocated is cleared first: a packet by itself, the most frequent, takes no more than it needs.
        ByteBuffer out = ByteBuffer.allocate(
                waiting == first.length
                        ? alone
                        : (int) Math.max(alone, Math.min(ONE_WRITE, waiting + LENGTH_BYTES * MOST_LENGTHS)));
        put(out, first);
        for (byte[] next; (next = packets.peek()) != null && next.length + LENGTH_BYTES <= out.remaining(); ) {
            packets.poll();
            put(out, next);
        }
        return out.flip();
    }

    private void put(ByteBuffer out, byte[] packet) {
        out.putInt(packet.length).put(packet);
        bytes.addAndGet(-packet.length);
    }
}
