package dev.titan.engine;

import org.jspecify.annotations.Nullable;

/**
 * JavaScript to run. Immutable.
 *
 * @param name what stacks show; never empty, since the inspector fails on scripts without a name
 * @param code the text
 * @param codeCache what an earlier compilation of the same text left; V8 ignores one that does not fit
 */
public record Source(String name, String code, byte @Nullable [] codeCache) {
    /** A source without code cache. */
    public static Source of(String name, String code) {
        return new Source(name, code, null);
    }
}
