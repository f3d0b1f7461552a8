package dev.titan.host;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way from one thread to another, in chunks: how a stream passes between JavaScript and the host, either way. One side writes, one reads; any thread may do either, and
 * no call blocks.
 *
 * <p>Back-pressure: who writes asks for {@link #room} now and then and waits for it. Nothing enforces that; a chunk is taken whole, however large, so what a pipe holds is bounded by
 * what is written between two such questions and must fit into an array. Ends: the writer's {@link #end} and {@link #fail} are seen once everything before has been read, the reader's {@link #cancel} at once.
 */
public final class BytePipe implements AutoCloseable {
    /** Bytes held beyond which there is no room. */
    public static final int CAPACITY = 64 << 10;

    private static final Runnable NOTHING = () -> {};

    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private long held;
    private boolean ended;
    private @Nullable RuntimeException failure;
    private boolean cancelled;
    private boolean written;
    private @Nullable CompletableFuture<@Nullable Object> room;
    private Runnable changed = NOTHING;
    private Runnable given = NOTHING;
    private boolean hungry;
    private volatile long movedAt = System.nanoTime();

    /** Writer: adds a chunk, which is not to be changed any more. Dropped when the pipe is over. */
    public void write(byte[] chunk) {
        Runnable tell;
        synchronized (this) {
            if (isOver() || chunk.length == 0) {
                return;
            }
            chunks.add(chunk);
            held += chunk.length;
            written = true;
            movedAt = System.nanoTime();
            tell = takeHunger();
        }
        tell.run();
    }

    /** Writer: completes once the pipe holds less than {@link #CAPACITY}; exceptionally with an AbortError when the reader has cancelled. One question at a time. */
    public CompletionStage<@Nullable Object> room() {
        synchronized (this) {
            if (cancelled) {
                return CompletableFuture.failedFuture(gone());
            }
            if (held < CAPACITY || isOver()) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<@Nullable Object> asked = new CompletableFuture<>();
            room = asked;
            return asked;
        }
    }

    /** Writer: whether {@link #room} would complete at once. */
    public synchronized boolean hasRoom() {
        return held < CAPACITY || isOver();
    }

    /** Writer: there is no more. */
    public void end() {
        finish(null);
    }

    /** Writer: there should be more, but it cannot be had. */
    public void fail(RuntimeException reason) {
        finish(reason);
    }

    private void finish(@Nullable RuntimeException reason) {
        Runnable tell;
        synchronized (this) {
            if (isOver()) {
                return;
            }
            ended = true;
            failure = reason;
            tell = takeHunger();
        }
        tell.run();
    }

    /** Whether the writer has come to its end, well or not. */
    public synchronized boolean isEnded() {
        return ended;
    }

    /** Writer: whether anything was ever written. */
    public synchronized boolean isUsed() {
        return written;
    }

    /** Writer: what to call, on any thread, when the reader cancels; at once if it has. */
    public void onCancel(Runnable listener) {
        synchronized (this) {
            if (!cancelled) {
                given = listener;
                return;
            }
        }
        listener.run();
    }

    /** Reader: the next bytes, all that are held; null when there are none now. Then the {@link #onChange listener} is called once there are, or the pipe is over. */
    public byte @Nullable [] poll() {
        byte[] bytes;
        CompletableFuture<@Nullable Object> roomy;
        synchronized (this) {
            bytes = takeAll();
            hungry = bytes == null;
            roomy = bytes == null ? null : takeRoom();
        }
        if (roomy != null) {
            roomy.complete(null);
        }
        return bytes;
    }

    private byte @Nullable [] takeAll() {
        byte[] first = chunks.poll();
        if (first == null) {
            return null;
        }
        movedAt = System.nanoTime();
        byte[] all = first;
        if (!chunks.isEmpty()) {
            all = Arrays.copyOf(first, (int) held);
            int at = first.length;
            for (byte[] next; (next = chunks.poll()) != null; at += next.length) {
                System.arraycopy(next, 0, all, at, next.length);
            }
        }
        held = 0;
        return all;
    }

    /** Reader: what to call, on any thread, once there is something new after a {@link #poll} that gave nothing. To be set before the first. */
    public synchronized void onChange(Runnable listener) {
        changed = listener;
    }

    /** Reader: whether everything has been read, and no more comes. */
    public synchronized boolean isDrained() {
        return chunks.isEmpty() && ended && failure == null;
    }

    /** Reader: why no more comes though there should be, once everything before it has been read; else null. */
    public synchronized @Nullable RuntimeException failure() {
        return chunks.isEmpty() ? failure : null;
    }

    /** Reader: the same as a question: completes with the next bytes, null when the pipe is drained; fails as the pipe has failed. One at a time, and in place of {@link #onChange}. */
    public CompletionStage<byte @Nullable []> read() {
        CompletableFuture<byte @Nullable []> asked = new CompletableFuture<>();
        onChange(() -> answer(asked));
        answer(asked);
        return asked;
    }

    private void answer(CompletableFuture<byte @Nullable []> asked) {
        byte[] bytes = poll();
        RuntimeException why = failure();
        if (bytes != null) {
            asked.complete(bytes);
        } else if (why != null) {
            asked.completeExceptionally(why);
        } else if (isDrained()) {
            asked.complete(null);
        } else if (isCancelled()) {
            asked.completeExceptionally(gone());
        }
    }

    /** Reader: wants no more. What is held is dropped, and the writer told. Nothing once the writer has ended. */
    public void cancel() {
        Runnable tell;
        CompletableFuture<@Nullable Object> asked;
        synchronized (this) {
            chunks.clear();
            held = 0;
            if (isOver()) {
                return;
            }
            cancelled = true;
            tell = given;
            asked = takeRoom();
        }
        if (asked != null) {
            asked.completeExceptionally(gone());
        }
        tell.run();
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** When a chunk was last written or read, by {@link System#nanoTime}. */
    public long movedAt() {
        return movedAt;
    }

    /** Whoever it belonged to has ended: what has not come to its end by then fails. */
    @Override
    public void close() {
        fail(gone());
    }

    private boolean isOver() {
        return ended || cancelled;
    }

    private Runnable takeHunger() {
        if (!hungry) {
            return NOTHING;
        }
        hungry = false;
        return changed;
    }

    private @Nullable CompletableFuture<@Nullable Object> takeRoom() {
        CompletableFuture<@Nullable Object> asked = room;
        room = null;
        return asked;
    }

    private static OperationException gone() {
        return new OperationException("AbortError", "", "the other end of the stream has gone", null);
    }
}
