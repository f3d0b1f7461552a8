package dev.titan.host.fetch;

import dev.titan.host.OperationException;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on its way. While nobody reads it, no more than a window of it is held, and the sender has to wait. Confined to the transport's thread but for {@link
 * #read} and {@link #close}.
 */
final class FetchBody implements AutoCloseable {
    /** Bytes that are held while nobody reads. */
    private static final int WINDOW = 64 << 10;

    /** Bodies up to this size are decoded on the transport's thread. */
    private static final int DECODED_IN_PLACE = 16 << 10;

    /** The largest array. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private static final byte[] EMPTY = new byte[0];

    private final FetchCall call;
    private final List<String> codings;
    private final long length;
    private final long limit;
    private byte[] held = EMPTY;
    private int size;
    private boolean ended;
    private boolean heldBack;
    private @Nullable OperationException failure;
    private @Nullable CompletableFuture<byte[]> reader;

    /**
     * @param codings to be undone, in this order
     * @param length bytes, -1 when it is not known
     */
    FetchBody(FetchCall call, List<String> codings, long length) {
        this.call = call;
        this.codings = codings;
        this.length = length;
        this.limit = Math.min(call.transport().limits().bodyBytes(), MOST_BYTES);
    }

    /**
     * Any thread: the whole of it, decoded. Each call after the first gives the same.
     *
     * @return fails with an {@link OperationException}; cancelling it ends the exchange
     */
    CompletableFuture<byte[]> read() {
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        read.whenComplete((value, error) -> {
            if (read.isCancelled()) {
                call.abandon();
            }
        });
        call.transport().loop().execute(() -> read(read));
        return read;
    }

    private void read(CompletableFuture<byte[]> read) {
        if (reader != null) {
            reader.whenComplete((value, error) -> {
                if (value != null) {
                    read.complete(value);
                } else {
                    read.completeExceptionally(error);
                }
            });
            return;
        }
        reader = read;
        if (failure != null) {
            read.completeExceptionally(failure);
        } else if (ended) {
            give(read);
        } else if (length > limit) {
            call.fail(FetchErrors.tooLarge(limit));
        } else {
            heldBack = false;
            call.read(true);
        }
    }

    void append(ByteBuf bytes) {
        int more = bytes.readableBytes();
        if (size + (long) more > limit) {
            call.fail(FetchErrors.tooLarge(limit));
            return;
        }
        if (held.length - size < more) {
            // A sender's word is not taken for more memory than it has earned.
            int known = length >= 0 && length <= Math.max(WINDOW, 2L * size) ? (int) length : 0;
            int room = (int) Math.min(limit, Math.max(size + (long) more, 2L * size));
            held = Arrays.copyOf(held, Math.max(Math.max(room, known), size + more));
        }
        bytes.readBytes(held, size, more);
        size += more;
    }

    /** Stops reading when nobody wants what is held already. */
    void holdBack() {
        if (reader == null && !heldBack && !ended && size >= WINDOW) {
            heldBack = true;
            call.read(false);
        }
    }

    void end() {
        ended = true;
        if (reader != null) {
            give(reader);
        }
    }

    void fail(OperationException why) {
        if (!ended && failure == null) {
            failure = why;
            held = EMPTY;
            if (reader != null) {
                reader.completeExceptionally(why);
            }
        }
    }

    /** Whether all of it is here. */
    boolean complete() {
        return ended;
    }

    /** Bytes that are here, not decoded. */
    int size() {
        return size;
    }

    /** All of it, decoded; there is nothing afterwards. */
    byte[] take() {
        byte[] raw = held.length == size ? held : Arrays.copyOf(held, size);
        held = EMPTY;
        return codings.isEmpty() ? raw : ContentCoding.decode(raw, codings, limit);
    }

    private void give(CompletableFuture<byte[]> to) {
        if (codings.isEmpty() || size <= DECODED_IN_PLACE) {
            giveNow(to);
        } else {
            call.transport().blocking().execute(() -> giveNow(to));
        }
    }

    private void giveNow(CompletableFuture<byte[]> to) {
        try {
            to.complete(take());
        } catch (OperationException e) {
            to.completeExceptionally(e);
        }
    }

    /** Any thread: what has not come is not wanted. */
    @Override
    public void close() {
        call.transport().loop().execute(() -> {
            if (!ended) {
                call.fail(FetchErrors.aborted());
            }
            held = EMPTY;
        });
    }
}
