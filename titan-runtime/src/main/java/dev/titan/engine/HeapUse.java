package dev.titan.engine;

/**
 * How much memory an isolate has. Immutable.
 *
 * @param used bytes of JavaScript objects, those that nothing refers to any more included
 * @param external bytes that JavaScript objects keep outside of the heap, as ArrayBuffers do
 */
public record HeapUse(long used, long external) {
    /** Of an isolate that has not told. */
    public static final HeapUse UNKNOWN = new HeapUse(0, 0);
}
