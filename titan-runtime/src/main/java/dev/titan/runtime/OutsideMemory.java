package dev.titan.runtime;

import dev.titan.engine.JsException;
import dev.titan.engine.JsTerminated;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what JavaScript holds outside of V8's heap, ArrayBuffers above all, shared ones and memories of WebAssembly too, within bounds: V8 itself limits only the heap. Looks after a slice that was long, or one in many; what a
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
     * Whether an isolate holds too much, garbage aside.
     *
     * @param took how long the slice was that has just ended, nanoseconds
     */
    boolean isExceeded(Kernel kernel, long took) {
        slices++;
        if (took < LONG && slices % SLICES != 0) {
            return false;
        }
        long now = System.nanoTime();
        if (now - notBefore < 0 || outside(kernel) <= most) {
            return false;
        }
        kernel.isolate().compact();
        notBefore = System.nanoTime() + REST;
        return outside(kernel) > most;
    }

    /** What V8 counts, and what it does not. */
    private static long outside(Kernel kernel) {
        long counted = kernel.isolate().heap().external();
        try {
            String told = kernel.heldOutside().call();
            return told == null ? counted : counted + Long.parseLong(told);
        } catch (JsException | JsTerminated e) {
            // It is being ended, and looked at again if it lives.
            return counted;
        }
    }
}
