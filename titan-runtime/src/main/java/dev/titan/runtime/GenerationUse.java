package dev.titan.runtime;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the invocations of a generation that have been made and have not begun in a worker: until there is none, its code must stay where they will look for it. Once begun, an
 * invocation holds its code by itself. Safe for use by many threads.
 */
final class GenerationUse {
    private final LongAdder waiting = new LongAdder();

    /** An invocation was made. */
    void made() {
        waiting.increment();
    }

    /** An invocation has begun, or never will. */
    void begun() {
        waiting.decrement();
    }

    /** Whether all have begun; exact once no more are made. */
    boolean isOver() {
        return waiting.sum() <= 0;
    }
}
