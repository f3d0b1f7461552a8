package dev.titan.server.netron;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Takes packets, each behind its length ({@code u32}), out of what a socket brings. Grows as bytes arrive, not as a length claims. Confined to one thread. */
final class FrameReader {
    private static final int LENGTH_BYTES = 4;
    private static final int FIRST_BYTES = 8 << 10;

    private final Consumer<byte[]> packets;
    private byte[] held = new byte[FIRST_BYTES];
    private int size;

    FrameReader(Consumer<byte[]> packets) {
        this.packets = packets;
    }

    /** @throws IOException when a packet is longer than it may be */
    void read(ByteBuffer in) throws IOException {
        int count = in.remaining();
        if (size + count > held.length) {
            held = Arrays.copyOf(held, Math.max(held.length * 2, size + count));
        }
        in.get(held, size, count);
        size += count;
        int at = 0;
        while (size - at >= LENGTH_BYTES) {
            int length = PacketType.u32(held, at);
            if (length < 0 || length > Link.MOST_BYTES) {
                throw new IOException(
                        "a packet of " + Integer.toUnsignedString(length) + " bytes; the most are " + Link.MOST_BYTES);
            }
            int end = at + LENGTH_BYTES + length;
            if (end > size) {
                break;
            }
            packets.accept(Arrays.copyOfRange(held, at + LENGTH_BYTES, end));
            at = end;
        }
        if (at > 0) {
            System.arraycopy(held, at, held, 0, size - at);
            size -= at;
        }
    }
}
