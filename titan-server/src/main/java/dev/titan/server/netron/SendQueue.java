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
        int capacity = (int) Math.min(
                Math.max(first.length + LENGTH_BYTES, ONE_WRITE),
                Math.max(first.length + LENGTH_BYTES, bytes.get() + (long) LENGTH_BYTES * 1024));
        ByteBuffer out = ByteBuffer.allocate(capacity);
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
