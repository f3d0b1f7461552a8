package dev.titan.runtime;

import java.util.List;

/**
 * Is told what happens in a runtime: for metrics, the terminal of development mode, and tests. Called on workers' and the watchdog's threads: must be quick, must not
 * block, must not throw.
 */
public interface RuntimeListener {
    /** Listens to nothing. */
    RuntimeListener NONE = new RuntimeListener() {};

    /** One that tells all of these, in their order. */
    static RuntimeListener all(RuntimeListener... listeners) {
        return new RuntimeListeners(List.of(listeners));
    }

    /** An invocation has its answer; its timings are final. */
    default void answered(Invocation invocation, Answer answer) {}

    /**
     * JavaScript has run for an invocation, from entering V8 to leaving it. What one such slice does for several invocations is told for each.
     *
     * @param start by {@link System#nanoTime}
     * @param nanos how long it lasted, without the time in which a drift held its thread
     */
    default void ran(Invocation invocation, long start, long nanos) {}

    /**
     * A drift no longer holds its thread.
     *
     * @param start when it began to, by {@link System#nanoTime}
     * @param nanos for how long
     */
    default void held(Invocation invocation, long start, long nanos) {}

    /**
     * An operation has its outcome; told in development alone.
     *
     * @param name for example {@code fetch}
     * @param start when it was started, by {@link System#nanoTime}
     * @param nanos for how long it ran
     * @param failed whether it gives an error, or was cancelled
     */
    default void operated(Invocation invocation, String name, long start, long nanos, boolean failed) {}

    /** An invocation waits for something, its isolate serves others. */
    default void suspended(Invocation invocation) {}

    /** So many drifts have had to wait, on one worker, since this was last told of it. */
    default void drifted(int drifts) {}

    /** A drift holds its thread. */
    default void parked(Invocation invocation) {}

    /**
     * A drift is about to hold its thread; told in development alone.
     *
     * @param frames where it is, the innermost first
     */
    default void parking(Invocation invocation, List<Frame> frames) {}

    /** A slice ran into a limit and was ended. */
    default void terminated(ActionTarget target, LimitReason reason) {}

    /** An action moved: to the threads that read requests, or away from them. */
    default void laneChanged(ActionTarget target, boolean inPlace) {}

    /** A worker's isolate was thrown away and a new one took its place. */
    default void replaced(String worker) {}
}
