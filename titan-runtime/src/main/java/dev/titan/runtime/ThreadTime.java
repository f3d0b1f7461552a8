package dev.titan.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Tells a slice that computed for long from one whose thread had lost the processor, or waited for the garbage collector. CPU time costs too much to be read at every slice: it is
 * noted once in a while, and read again only when a slice was long by the clock. Confined to the thread that made it.
 */
final class ThreadTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean KNOWN = THREADS.isCurrentThreadCpuTimeSupported();

    private long marked = now();

    private static long now() {
        return KNOWN ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    /** Notes the CPU time used so far. */
    void mark() {
        marked = now();
    }

    /** Whether more CPU time than that, in nanoseconds, was used since the last note or question. Always true where CPU time is not to be had. */
    boolean usedMoreThan(long nanos) {
        long before = marked;
        marked = now();
        return !KNOWN || marked - before > nanos;
    }
}
