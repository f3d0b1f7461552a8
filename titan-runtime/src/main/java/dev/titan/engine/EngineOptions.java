package dev.titan.engine;

/**
 * What holds for V8 in the whole process. Immutable.
 *
 * @param heapMb heap of one isolate before it counts as exhausted, MiB
 * @param eval whether {@code eval} and {@code new Function} work
 */
public record EngineOptions(int heapMb, boolean eval) {
    public static final EngineOptions DEFAULTS = new EngineOptions(256, false);
}
