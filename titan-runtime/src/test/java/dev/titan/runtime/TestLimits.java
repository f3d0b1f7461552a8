package dev.titan.runtime;

import dev.titan.config.Limits;

/** Limits that differ from others in one thing. */
final class TestLimits {
    private TestLimits() {}

    static Limits cpuMs(Limits l, int cpuMs) {
        return copy(l, cpuMs, l.wallMs(), l.heapMb(), l.queue(), l.fetch());
    }

    static Limits wallMs(Limits l, int wallMs) {
        return copy(l, l.cpuMs(), wallMs, l.heapMb(), l.queue(), l.fetch());
    }

    /** V8 itself keeps to the size of the first runtime of the process. */
    static Limits heapMb(Limits l, int heapMb) {
        return copy(l, l.cpuMs(), l.wallMs(), heapMb, l.queue(), l.fetch());
    }

    static Limits queue(Limits l, int queue) {
        return copy(l, l.cpuMs(), l.wallMs(), l.heapMb(), queue, l.fetch());
    }

    static Limits fetch(Limits l, Limits.Fetch fetch) {
        return copy(l, l.cpuMs(), l.wallMs(), l.heapMb(), l.queue(), fetch);
    }

    private static Limits copy(Limits l, int cpuMs, int wallMs, int heapMb, int queue, Limits.Fetch fetch) {
        return new Limits(
                cpuMs,
                wallMs,
                heapMb,
                l.suspended(),
                queue,
                l.queueMs(),
                l.bodyBytes(),
                l.urlBytes(),
                l.headerBytes(),
                l.headers(),
                l.params(),
                l.headerMs(),
                l.bodyMs(),
                l.idleMs(),
                fetch,
                l.shutdownMs());
    }
}
