package dev.titan.server;

import dev.titan.runtime.RequestBody;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects a body in memory. It grows as bytes arrive: a length that the client only claims costs nothing. */
final class BytesSink implements BodySink {
    private static final int INITIAL_BYTES = 4096;

    private final MediaType type;
    private final int maxParameters;
    private byte[] bytes;
    private int size;

    /**
     * @param contentLength bytes to expect, or -1
     * @param maxParameters most fields of a form
     */
    BytesSink(MediaType type, long contentLength, int maxParameters) {
        this.type = type;
        this.maxParameters = maxParameters;
        this.bytes =
                new byte[contentLength >= 0 && contentLength < INITIAL_BYTES ? (int) contentLength : INITIAL_BYTES];
    }

    @Override
    public void accept(ByteBuffer more) {
        int count = more.remaining();
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
        }
        more.get(bytes, size, count);
        size += count;
    }

    @Override
    public boolean mustSpill() {
        return false;
    }

    @Override
    public void spill() {}

    @Override
    public RequestBody finish() throws Refusal {
        if (size < bytes.length) {
            bytes = Arrays.copyOf(bytes, size);
        }
        return BodyDecoder.decode(type, bytes, maxParameters);
    }

    @Override
    public byte[] raw() {
        return bytes;
    }

    @Override
    public void discard() {}
}
