package dev.titan.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.titan.model.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** A log event as one line of JSON: {@code time} (UTC), {@code level}, {@code logger}, {@code message}, the event's key-value pairs, {@code error}. */
final class JsonLine extends LayoutBase<ILoggingEvent> {
    private final Redaction redaction;

    JsonLine(Redaction redaction) {
        this.redaction = redaction;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        LogEntry entry = entry(event, redaction);
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("time", Instant.ofEpochMilli(entry.millis()).toString());
        line.put("level", entry.level());
        line.put("logger", entry.logger());
        line.put("message", entry.message());
        entry.fields().forEach(line::putIfAbsent);
        if (!entry.error().isEmpty()) {
            line.put("error", entry.error());
        }
        return Json.write(line) + "\n";
    }

    /** An event as plain values. */
    static LogEntry entry(ILoggingEvent event, Redaction redaction) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                fields.putIfAbsent(pair.key, redaction.value(pair.key, plain(pair.value)));
            }
        }
        IThrowableProxy error = event.getThrowableProxy();
        return new LogEntry(
                event.getTimeStamp(),
                event.getLevel().toString().toLowerCase(Locale.ROOT),
                event.getLoggerName(),
                event.getFormattedMessage(),
                fields,
                error == null ? "" : ThrowableProxyUtil.asString(error).stripTrailing());
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        boolean json = value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Map
                || value instanceof List;
        return json ? value : value.toString();
    }
}
