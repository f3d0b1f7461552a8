package dev.titan.runtime;

import dev.titan.engine.Isolate;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether a worker's thread is inside of JavaScript, so that the watchdog can end it there and nowhere else: a termination that arrives between two slices would end the
 * next one, of another invocation.
 *
 * <p>The state counts up: odd inside, even outside. To end a slice the watchdog first swaps the odd number it saw for its negative; leaving fails on that, waits until the
 * termination has been requested, and takes it back.
 */
final class Slice {
    private final AtomicLong state = new AtomicLong();
    private final long threadId = Thread.currentThread().getId();
    private volatile boolean requested;
    private volatile @Nullable ActionTarget target;

    // Confined to the watchdog.
    private long seen;
    private long seenSince;
    private long seenCpu;
    private long seenMemory;

    /** Worker's thread: JavaScript is about to run on behalf of a target, or of none. */
    void enter(@Nullable ActionTarget running) {
        target = running;
        state.lazySet(state.getPlain() + 1);
    }

    /** Worker's thread: JavaScript has returned. @return whether the watchdog has ended it (or meant to) */
    boolean leave(Isolate isolate) {
        long inside = state.getPlain();
        if (inside > 0 && state.compareAndSet(inside, inside + 1)) {
            return false;
        }
        while (!requested) {
            Thread.onSpinWait();
        }
        requested = false;
        isolate.resume();
        state.set(-state.get() + 1);
        return true;
    }

    @Nullable
    ActionTarget target() {
        return target;
    }

    /**
     * Watchdog: how long the slice that runs now has been seen running, nanoseconds; 0 outside.
     *
     * @param cpuTime CPU time of a thread by its id, nanoseconds
     * @param memory of the process, bytes
     */
    long observe(long now, LongUnaryOperator cpuTime, LongSupplier memory) {
        long current = state.get();
        if (current <= 0 || (current & 1) == 0) {
            seen = 0;
            return 0;
        }
        if (current != seen) {
            seen = current;
            seenSince = now;
            seenCpu = cpuTime.applyAsLong(threadId);
            seenMemory = memory.getAsLong();
            return 0;
        }
        return now - seenSince;
    }

    /** Watchdog: CPU time of the slice since it was first seen, nanoseconds. */
    long cpu(LongUnaryOperator cpuTime) {
        return cpuTime.applyAsLong(threadId) - seenCpu;
    }

    /** Watchdog: how much the process has grown by since the slice was first seen, bytes. */
    long grown(LongSupplier memory) {
        return memory.getAsLong() - seenMemory;
    }

    /**
     * Watchdog: ends the slice last observed, if it still runs.
     *
     * @param exhausted whether the isolate is of no further use
     */
    boolean end(Isolate isolate, boolean exhausted) {
        if (!state.compareAndSet(seen, -seen)) {
            return false;
        }
        if (exhausted) {
            isolate.exhaust();
        } else {
            isolate.interrupt();
        }
        requested = true;
        return true;
    }
}
