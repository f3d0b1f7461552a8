package dev.titan.server.hygiene;

import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Sees the bytes of a connection before they are parsed and notes where a line goes on in the next one (obs-fold, RFC 9112, section 5.2): the
 * parser makes a space of it, so nothing tells afterwards. Bytes of bodies are passed over, as far as it is told of them.
 *
 * <p>Confined to the I/O thread of the connection while heads are read. It looks at eight bytes at once, for every byte of every request
 * passes here.
 */
final class HeadWatch extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private static final long NONE = -1;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LINE_FEEDS = ONES * '\n';

    /** Bytes that have passed. */
    private long passed;

    /** The place from which on bytes are looked at; those before belong to a body. */
    private long headFrom;

    /** The first place in a head, since the last one ended, of a space or tab at the beginning of a line. */
    private long fold = NONE;

    private boolean afterLineFeed;

    HeadWatch(StreamSourceConduit next) {
        super(next);
    }

    /**
     * Tells that the head of a request has been parsed, and that no body follows.
     *
     * @param rest what has passed and is not parsed yet
     * @return whether it has a folded line
     */
    boolean endHead(@Nullable PooledByteBuffer rest) {
        if (fold == NONE) {
            return false;
        }
        long end = passed - remaining(rest);
        if (fold < end) {
            return true;
        }
        // What comes right after a head begins no line of it, be it a space.
        if (fold == end) {
            lookAt(rest, 1);
        }
        return false;
    }

    /**
     * Tells, after {@link #endHead}, that a body follows.
     *
     * @param rest what has passed and is not parsed yet
     * @param length bytes; {@link Long#MAX_VALUE} when that is not known, {@link #endBody} then tells
     */
    void beginBody(@Nullable PooledByteBuffer rest, long length) {
        int remaining = remaining(rest);
        long start = passed - remaining;
        headFrom = length > Long.MAX_VALUE - start ? Long.MAX_VALUE : start + length;
        if (length < remaining) {
            lookAt(rest, (int) length);
        } else {
            fold = NONE;
            afterLineFeed = false;
        }
    }

    /**
     * Tells that a body of unknown length has ended.
     *
     * @param rest what has passed and is not parsed yet: the next head
     */
    void endBody(@Nullable PooledByteBuffer rest) {
        headFrom = passed - remaining(rest);
        lookAt(rest, 0);
    }

    /** Looks again, at what remains in a buffer but for the bytes to be skipped. */
    private void lookAt(@Nullable PooledByteBuffer rest, int skipped) {
        fold = NONE;
        afterLineFeed = false;
        if (rest != null) {
            ByteBuffer buffer = rest.getBuffer();
            find(buffer, buffer.position() + skipped, buffer.limit(), passed - buffer.limit());
        }
    }

    private static int remaining(@Nullable PooledByteBuffer rest) {
        return rest == null ? 0 : rest.getBuffer().remaining();
    }

    /** Notes bytes that came to the connection by another way. */
    void pass(ByteBuffer buffer) {
        pass(buffer, buffer.position(), buffer.limit());
    }

    private void pass(ByteBuffer buffer, int from, int to) {
        long offset = passed - from;
        passed += to - from;
        if (fold == NONE && passed > headFrom) {
            find(buffer, (int) Math.max(from, headFrom - offset), to, offset);
        }
    }

    /** Finds the first fold at an index of the buffer; the place in the connection is the index plus the offset. */
    private void find(ByteBuffer buffer, int from, int to, long offset) {
        int at = from;
        if (afterLineFeed && at < to && isSpace(buffer.get(at))) {
            fold = offset + at;
            return;
        }
        while (at < to) {
            // The last byte cannot be followed within the buffer; up to seven before it are looked at one by one.
            if (to - at > Long.BYTES && !hasLineFeed(buffer, at)) {
                at += Long.BYTES;
                continue;
            }
            int end = Math.min(at + Long.BYTES, to - 1);
            for (; at < end; at++) {
                if (buffer.get(at) == '\n' && isSpace(buffer.get(at + 1))) {
                    fold = offset + at + 1;
                    return;
                }
            }
            if (at == to - 1) {
                break;
            }
        }
        afterLineFeed = to > from && buffer.get(to - 1) == '\n';
    }

    private static boolean hasLineFeed(ByteBuffer buffer, int at) {
        long word = buffer.getLong(at) ^ LINE_FEEDS;
        return (word - ONES & ~word & HIGH_BITS) != 0;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        int from = dst.position();
        int read = next.read(dst);
        if (read > 0) {
            pass(dst, from, from + read);
        }
        return read;
    }

    @Override
    public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            if (dsts[i].hasRemaining()) {
                int read = read(dsts[i]);
                if (read <= 0) {
                    return sum > 0 ? sum : read;
                }
                sum += read;
                if (dsts[i].hasRemaining()) {
                    break;
                }
            }
        }
        return sum;
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        // Only bodies are transferred.
        long read = next.transferTo(position, count, target);
        passed += Math.max(0, read);
        return read;
    }

    @Override
    public long transferTo(long count, ByteBuffer throughBuffer, StreamSinkChannel target) throws IOException {
        long read = next.transferTo(count, throughBuffer, target);
        passed += Math.max(0, read) + throughBuffer.remaining();
        return read;
    }
}
