package dev.titan.server.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log. Immutable.
 *
 * @param millis since 1970, UTC
 * @param level {@code trace}, {@code debug}, {@code info}, {@code warn} or {@code error}
 * @param logger who wrote it; {@code app} for the author's code
 * @param message what was written, perhaps several lines
 * @param fields the key-value pairs, as JSON values
 * @param error the stack of a Java exception, empty when there is none
 */
public record LogEntry(
        long millis, String level, String logger, String message, Map<String, @Nullable Object> fields, String error) {
    public LogEntry {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
