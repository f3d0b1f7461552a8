package dev.titan.host.trace;

import org.jspecify.annotations.Nullable;

/** An operation on its way to its outcome. Safe for use by many threads. */
@FunctionalInterface
public interface OperationSpan {
    /**
     * It has its outcome. Called once.
     *
     * @param value as the operation gives it
     * @param error what it has failed with, null when it has not
     */
    void end(@Nullable Object value, @Nullable Throwable error);
}
