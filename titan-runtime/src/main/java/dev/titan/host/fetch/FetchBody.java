package dev.titan.host.fetch;

import dev.titan.host.BytePipe;
import dev.titan.host.OperationException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    private @Nullable BodyStream stream;

    /** Guarded by this. */
    private @Nullable BytePipe pieces;

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
        } else if (size > limit) {
            read.completeExceptionally(FetchErrors.tooLarge(limit));
            call.fail(FetchErrors.tooLarge(limit));
        } else if (ended) {
            give(read);
        } else if (length > limit) {
            call.fail(FetchErrors.tooLarge(limit));
        } else {
            heldBack = false;
            call.read(true);
        }
    }

    /** Any thread: the next bytes of it, decoded; null at its end. One question at a time. What is read so has no limit in bytes, and in place of a limit in time one between two bytes. */
    CompletionStage<byte @Nullable []> next() {
        return pieces().read();
    }

    private synchronized BytePipe pieces() {
        BytePipe known = pieces;
        if (known != null) {
            return known;
        }
        BytePipe made = new BytePipe();
        pieces = made;
        call.transport().loop().execute(() -> begin(made));
        return made;
    }

    private void begin(BytePipe pieces) {
        if (reader != null) {
            reader.whenComplete((whole, error) -> {
                if (whole != null) {
                    pieces.write(whole);
                    pieces.end();
                } else {
                    pieces.fail(error instanceof OperationException known ? known : FetchErrors.aborted());
                }
            });
            return;
        }
        BodyStream made = new BodyStream(call, pieces, codings, limit);
        stream = made;
        if (failure != null) {
            made.fail(failure);
            return;
        }
        call.inPieces();
        made.append(Unpooled.wrappedBuffer(held, 0, size));
        held = EMPTY;
        if (ended) {
            made.end();
        } else if (heldBack) {
            heldBack = false;
            call.read(true);
        }
    }

    void append(ByteBuf bytes) {
        if (stream != null) {
            stream.append(bytes);
            return;
        }
        int more = bytes.readableBytes();
        if (reader != null && size + (long) more > limit) {
            call.fail(FetchErrors.tooLarge(limit));
            return;
        }
        if (held.length - size < more) {
            // A sender's word is not taken for more memory than it has earned.
            int known = length >= 0 && length <= Math.max(WINDOW, 2L * size) ? (int) length : 0;
            int room = (int) Math.min(Math.max(limit, WINDOW), Math.max(size + (long) more, 2L * size));
            held = Arrays.copyOf(held, Math.max(Math.max(room, known), size + more));
        }
        bytes.readBytes(held, size, more);
        size += more;
    }

    /** Stops reading when nobody wants what is held already. */
    void holdBack() {
        if (reader == null && stream == null && !heldBack && !ended && size >= WINDOW) {
            heldBack = true;
            call.read(false);
        }
    }

    void end() {
        ended = true;
        if (stream != null) {
            stream.end();
        }
        if (reader != null) {
            give(reader);
        }
    }

    void fail(OperationException why) {
        if (!ended && failure == null) {
            failure = why;
            held = EMPTY;
            if (stream != null) {
                stream.fail(why);
            }
            if (reader != null) {
                reader.completeExceptionally(why);
            }
        }
    }

    /** Whether all of it is here, and not too large. */
    boolean complete() {
        return ended && size <= limit;
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

    private synchronized void dropPieces() {
        if (pieces != null) {
            pieces.cancel();
        }
    }

    /** Any thread: what has not come is not wanted. */
    @Override
    public void close() {
        call.transport().loop().execute(() -> {
            if (!ended) {
                call.fail(FetchErrors.aborted());
            }
            dropPieces();
            held = EMPTY;
        });
    }
}
