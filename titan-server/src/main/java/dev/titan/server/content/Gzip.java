package dev.titan.server.content;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes gzip members (RFC 1952) of whole byte arrays. Each thread keeps one deflater and one buffer, which native memory would else pay for. */
final class Gzip {
    /** Costs half of zlib's default, and leaves JSON and HTML some 5 % larger. */
    private static final int LEVEL = 4;

    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int KEPT_BUFFER = 64 << 10;

    private static final ThreadLocal<Gzip> OF_THREAD = ThreadLocal.withInitial(Gzip::new);

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 crc = new CRC32();
    private byte[] buffer = new byte[8 << 10];

    private Gzip() {}

    /** One gzip member with this content. */
    static byte[] compress(byte[] content) {
        return OF_THREAD.get().member(content);
    }

    private byte[] member(byte[] content) {
        deflater.reset();
        deflater.setInput(content);
        deflater.finish();
        int length = HEADER;
        while (!deflater.finished()) {
            if (buffer.length - length < TRAILER + 1024) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
            length += deflater.deflate(buffer, length, buffer.length - length - TRAILER);
        }
        // Identification, deflate, no flags, no time, no extra flags, unknown operating system.
        buffer[0] = 0x1f;
        buffer[1] = (byte) 0x8b;
        buffer[2] = 8;
        Arrays.fill(buffer, 3, HEADER - 1, (byte) 0);
        buffer[HEADER - 1] = (byte) 255;
        crc.reset();
        crc.update(content);
        length = putInt(length, (int) crc.getValue());
        length = putInt(length, content.length);
        byte[] member = Arrays.copyOf(buffer, length);
        if (buffer.length > KEPT_BUFFER) {
            buffer = new byte[KEPT_BUFFER];
        }
        return member;
    }

    private int putInt(int at, int value) {
        for (int i = 0; i < 4; i++) {
            buffer[at + i] = (byte) (value >>> 8 * i);
        }
        return at + 4;
    }
}
