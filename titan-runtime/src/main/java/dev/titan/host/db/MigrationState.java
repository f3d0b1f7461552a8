package dev.titan.host.db;

import org.jspecify.annotations.Nullable;

/**
 * Where a migration stands. Immutable.
 *
 * @param version its number
 * @param name what stands behind it in the name of its file
 * @param state what is to be done about it
 * @param appliedAt when it was applied, ISO 8601 in UTC; null when it has not been
 */
public record MigrationState(
        long version, String name, State state, @Nullable String appliedAt) {
    /** What is to be done about a migration. */
    public enum State {
        /** Nothing: the database has it. */
        APPLIED,
        /** It is to be applied. */
        PENDING,
        /** Its file is not what was applied. */
        CHANGED,
        /** The database has it, and there is no file. */
        MISSING,
        /** It is to be applied, and one with a higher number has been. */
        LATE
    }
}
