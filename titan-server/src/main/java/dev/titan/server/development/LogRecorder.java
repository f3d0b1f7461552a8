package dev.titan.server.development;

import dev.titan.model.Json;
import dev.titan.server.log.LogEntry;
import dev.titan.server.log.LogListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers the last lines of the log; each is an item of the topic {@code log}. Safe for use by many threads. */
public final class LogRecorder implements LogListener {
    /** Lines that are kept. */
    static final int KEPT = 500;

    private static final int LONGEST = 8_000;

    private final EventBatch events;
    private final Deque<Map<String, @Nullable Object>> lines = new ArrayDeque<>();
    private long count;

    LogRecorder(EventBroadcast events) {
        this.events = new EventBatch(events, "log");
    }

    @Override
    public void logged(LogEntry entry) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        synchronized (this) {
            line.put("id", ++count);
            line.put("time", entry.millis());
            line.put("level", entry.level());
            line.put("logger", entry.logger());
            line.put("message", Masked.cut(entry.message(), LONGEST));
            line.put("fields", fields(entry.fields()));
            if (!entry.error().isEmpty()) {
                line.put("error", Masked.cut(entry.error(), LONGEST));
            }
            lines.addLast(line);
            if (lines.size() > KEPT) {
                lines.removeFirst();
            }
        }
        if (events.heard()) {
            events.add(line);
        }
    }

    private static Map<String, @Nullable Object> fields(Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> cut = new LinkedHashMap<>();
        fields.forEach((name, value) -> cut.put(Masked.cut(name), cut(value)));
        return cut;
    }

    /** A value that is too long becomes the beginning of its text. */
    private static @Nullable Object cut(@Nullable Object value) {
        if (value instanceof String text) {
            return Masked.cut(text, LONGEST);
        }
        if (value instanceof Map || value instanceof List) {
            String json = Json.write(value);
            return json.length() > LONGEST ? Masked.cut(json, LONGEST) : value;
        }
        return value;
    }

    /** From the oldest on. */
    synchronized List<Map<String, @Nullable Object>> lines() {
        return List.copyOf(lines);
    }
}
