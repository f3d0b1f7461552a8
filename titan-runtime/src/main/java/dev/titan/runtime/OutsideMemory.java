package dev.titan.runtime;

import dev.titan.engine.HeapUse;
import dev.titan.engine.Isolate;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what JavaScript holds outside of V8's heap, ArrayBuffers above all, within bounds: V8 itself limits only the heap. Looks after a slice that was long, or one in many; what a
 * single slice takes is for the {@link Watchdog}. Confined to the worker's thread.
 */
final class OutsideMemory {
    /** What may lie outside, in heaps. */
    private static final int PER_HEAP = 4;

    private static final int SLICES = 1024;
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(2);

    /** Between two looks that had V8 collect all: one takes as long as the heap is large. */
    private static final long REST = TimeUnit.SECONDS.toNanos(1);

    private final long most;
    private int slices;
    private long notBefore = System.nanoTime();

    OutsideMemory(int heapMb) {
        this.most = most(heapMb);
    }

    /**
     * How much one isolate may hold outside of its heap, bytes.
     *
     * @param heapMb {@code limits.heapMb}
     */
    static long most(int heapMb) {
        return ((long) heapMb << 20) * PER_HEAP;
    }

    /**
     * Whether the isolate holds too much, garbage aside.
     *
     * @param took how long the slice was that has just ended, nanoseconds
     */
    boolean isExceeded(Isolate isolate, long took) {
        slices++;
        if (took < LONG && slices % SLICES != 0) {
            return false;
        }
        long now = System.nanoTime();
        if (now - notBefore < 0 || outside(isolate) <= most) {
            return false;
        }
        isolate.compact();
        notBefore = System.nanoTime() + REST;
        return outside(isolate) > most;
    }

    private static long outside(Isolate isolate) {
        HeapUse use = isolate.heap();
        return use.external();
    }
}
