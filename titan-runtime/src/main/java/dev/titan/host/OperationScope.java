package dev.titan.host;

import org.jspecify.annotations.Nullable;

/** The invocation an operation belongs to. Confined to the worker's thread but for {@link #deadlineNanos}. */
public interface OperationScope {
    /** Any thread: when the invocation must have its answer, by {@link System#nanoTime}; {@link Long#MAX_VALUE} once it has, or needs none. */
    long deadlineNanos();

    /**
     * The resource that an operation of this invocation has left ({@link HostValue#resource}).
     *
     * @throws OperationException an AbortError when there is none, or the invocation has ended
     */
    <T extends AutoCloseable> T resource(int number, Class<T> type);

    /** The trace that the invocation is part of; null where the operation belongs to none, as in a hook. */
    @Nullable
    TraceContext trace();

    /** Gives a resource up, unless it has been: its operations are done with it, so the end of the invocation need not close it. */
    void forget(int number);
}
