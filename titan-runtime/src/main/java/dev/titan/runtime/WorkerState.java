package dev.titan.runtime;

/**
 * A worker at one moment. Immutable.
 *
 * @param name of its thread
 * @param inPlace whether its thread reads requests
 * @param alive whether it can serve; false while its isolate is being replaced
 * @param generation the newest that it has loaded, 0 before the first
 * @param invocations how many it has begun
 * @param suspended how many of them wait
 * @param held whether a drift holds its thread
 * @param heapUsed bytes of JavaScript objects, as it was when the worker last told; 0 until it has
 * @param heapLimit {@code limits.heapMb} in bytes, beyond which the isolate is replaced
 * @param external bytes that JavaScript objects keep outside of the heap, as ArrayBuffers do
 */
public record WorkerState(
        String name,
        boolean inPlace,
        boolean alive,
        int generation,
        long invocations,
        int suspended,
        boolean held,
        long heapUsed,
        long heapLimit,
        long external) {}
