package dev.titan.runtime;

import dev.titan.host.BytePipe;
import dev.titan.host.OperationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one worker whose bodies are being made. Their heads are sent, so no deadline of the invocation holds any more: in its place, a stream on which nothing has moved for
 * {@code limits.idleMs} is given up. One that is given up may run on, to come to its end, for {@code limits.wallMs}. Confined to the worker's thread but for {@link #nextDeadline} and
 * {@link #size}.
 */
final class AnswerStreams {
    private final long idleNanos;
    private final long wallNanos;
    private final Map<Integer, Open> open = new HashMap<>();

    /** Those that were given up and have not come to their end: when they are forgotten, by number. */
    private final Map<Integer, Long> ending = new HashMap<>();

    private volatile int size;
    private volatile long nextDeadline = Long.MAX_VALUE;

    private record Open(Invocation invocation, BytePipe pipe) {}

    AnswerStreams(int idleMs, int wallMs) {
        idleNanos = idleMs * 1_000_000L;
        wallNanos = wallMs * 1_000_000L;
    }

    /** Any thread: streams that have not ended. */
    int size() {
        return size;
    }

    /** Any thread: when {@link #idle} or {@link #overdue} has something to tell, by {@link System#nanoTime}. */
    long nextDeadline() {
        return nextDeadline;
    }

    /** An answer was handed over whose body its code goes on to write. */
    void begin(Invocation invocation, BytePipe pipe) {
        if (pipe.isEnded()) {
            return;
        }
        open.put(invocation.number(), new Open(invocation, pipe));
        size = open.size();
        lookBy(System.nanoTime() + idleNanos);
    }

    boolean isOpen(Invocation invocation) {
        Open stream = open.get(invocation.number());
        return stream != null && stream.invocation == invocation;
    }

    /** The invocation of an open stream, or null. */
    @Nullable
    Invocation find(int number) {
        Open stream = open.get(number);
        return stream == null ? null : stream.invocation;
    }

    /** The code of an invocation has come to the end of a pipe, which may be that of its answer. */
    void end(int number, @Nullable BytePipe pipe) {
        Open stream = open.get(number);
        if (stream != null && stream.pipe == pipe) {
            open.remove(number);
            size = open.size();
        }
    }

    /** All that an invocation was kept for is over. */
    void over(int number) {
        ending.remove(number);
    }

    /**
     * Cuts a stream off. Its code is to be told, and has some time to come to an end.
     *
     * @param why what a reader who can be told is told
     */
    void cut(int number, String why) {
        Open stream = open.remove(number);
        size = open.size();
        if (stream != null) {
            stream.pipe.fail(new OperationException("AbortError", "", why, null));
            long forgotten = System.nanoTime() + wallNanos;
            ending.put(number, forgotten);
            lookBy(forgotten);
        }
    }

    /**
     * Cuts all off: their worker goes.
     *
     * @param why as {@link #cut} has it
     */
    void cutAll(String why) {
        List.copyOf(open.keySet()).forEach(number -> cut(number, why));
    }

    private void lookBy(long time) {
        nextDeadline = Math.min(nextDeadline, time);
    }

    /** The streams on which nothing has moved for too long. */
    List<Invocation> idle() {
        long now = System.nanoTime();
        long next = Long.MAX_VALUE;
        List<Invocation> idle = new ArrayList<>();
        for (Open stream : open.values()) {
            long deadline = stream.pipe.movedAt() + idleNanos;
            if (deadline - now <= 0) {
                idle.add(stream.invocation);
            } else {
                next = Math.min(next, deadline);
            }
        }
        for (long deadline : ending.values()) {
            next = Math.min(next, deadline);
        }
        nextDeadline = next;
        return idle;
    }

    /** The numbers of those that were given up and have not come to their end in time; they are forgotten. */
    List<Integer> overdue() {
        long now = System.nanoTime();
        List<Integer> overdue = new ArrayList<>();
        ending.forEach((number, deadline) -> {
            if (deadline - now <= 0) {
                overdue.add(number);
            }
        });
        overdue.forEach(ending::remove);
        return overdue;
    }
}
