package dev.titan.host.tasks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a task is. Immutable.
 *
 * @param attempt how often it has begun
 * @param result what it has returned, as text
 * @param error of the last attempt that failed
 * @param createdAt milliseconds since 1970, as are the other times
 */
public record TaskStatus(
        String id,
        String name,
        State state,
        int attempt,
        int retries,
        @Nullable String result,
        @Nullable String error,
        long createdAt,
        long runAt,
        @Nullable Long startedAt,
        @Nullable Long finishedAt) {
    /** Where a task stands. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        /** As it is kept and told. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The state of a word. */
        public static State of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** As JavaScript reads it. */
    Map<String, @Nullable Object> plain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("id", id);
        plain.put("name", name);
        plain.put("state", state.word());
        plain.put("attempt", attempt);
        plain.put("retries", retries);
        plain.put("createdAt", createdAt);
        plain.put("runAt", runAt);
        plain.put("startedAt", startedAt);
        plain.put("finishedAt", finishedAt);
        plain.put("error", error);
        plain.put("result", result);
        return plain;
    }
}
