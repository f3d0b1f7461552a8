package dev.titan.runtime;

/** Which limit ended the execution of JavaScript. */
public enum LimitReason {
    /** {@code limits.cpuMs} in one slice. */
    CPU,
    /** {@code limits.heapMb} of the isolate. */
    HEAP
}
