package dev.titan.host;

import org.jspecify.annotations.Nullable;

/**
 * How the call of a handler has ended. Immutable.
 *
 * @param end which way
 * @param text what it has returned, as its kind's JavaScript has made it a text; else why it ended, for the author
 */
public record HandlerOutcome(End end, @Nullable String text) {
    /** Ways to end. */
    public enum End {
        /** It has returned. */
        RETURNED,
        /** It has thrown. */
        THREW,
        /** It ran into a limit, or was given up. */
        ENDED,
        /** It has not begun: no worker was free, or none has it now. */
        NOT_BEGUN
    }
}
