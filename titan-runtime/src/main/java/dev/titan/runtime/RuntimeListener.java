package dev.titan.runtime;

import java.util.List;

/**
 * Is told what happens in a runtime: for metrics, the terminal of development mode, and tests. Called on workers' and the watchdog's threads: must be quick, must not
 * block, must not throw.
 */
public interface RuntimeListener {
    /** Listens to nothing. */
    RuntimeListener NONE = new RuntimeListener() {};

    /** An invocation has its answer; its timings are final. */
    default void answered(Invocation invocation, Answer answer) {}

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
