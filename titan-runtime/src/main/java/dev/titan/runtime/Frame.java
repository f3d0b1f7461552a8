package dev.titan.runtime;

import dev.titan.model.SourceLocation;

/**
 * One call in the stack of what an author's code threw. Immutable.
 *
 * @param function its name as in the author's source, perhaps with its class or {@code new} before it; empty when it has none
 * @param place where in it; in the bundle if its source map cannot be read
 * @param own whether the file is the author's, not a package's
 */
public record Frame(String function, SourceLocation place, boolean own) {

    /** As V8 writes a frame, without indentation. */
    @Override
    public String toString() {
        return function.isEmpty() ? "at " + place : "at " + function + " (" + place + ")";
    }
}
