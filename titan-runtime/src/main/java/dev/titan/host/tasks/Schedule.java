package dev.titan.host.tasks;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When a task runs by itself: at fixed distances, counted from 1970 so that all servers have the same times, or by a cron expression. Immutable.
 *
 * @param everyMs distance in milliseconds, 0 for one by an expression
 */
record Schedule(long everyMs, @Nullable ExecutionTime cron, ZoneId zone) {
    private static final Map<String, String> NICKNAMES = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    static Schedule every(long ms) {
        return new Schedule(ms, null, ZoneId.of("UTC"));
    }

    /**
     * @param expression five fields as in crontab(5), or one of its nicknames
     * @param zone in which it is read, an IANA name
     * @throws IllegalArgumentException when either makes no sense
     */
    static Schedule cron(String expression, String zone) {
        ZoneId in;
        try {
            in = ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + zone + "\" is no time zone. Valid: names such as \"UTC\", \"Europe/Berlin\"", e);
        }
        if (expression.startsWith("@") && !NICKNAMES.containsKey(expression)) {
            throw new IllegalArgumentException("\"" + expression + "\" is no nickname of a schedule. Valid: "
                    + String.join(", ", NICKNAMES.keySet().stream().sorted().toList()));
        }
        try {
            var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            return new Schedule(
                    0, ExecutionTime.forCron(parser.parse(NICKNAMES.getOrDefault(expression, expression))), in);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + expression
                            + "\" is no cron expression: " + e.getMessage()
                            + ". Valid: minute, hour, day of the month, month and day of the week, such as \"*/5 * * * *\" or \"0 3 * * MON-FRI\"",
                    e);
        }
    }

    /** The next time after one, both in milliseconds since 1970; none when there is none. */
    OptionalLong after(long time) {
        ExecutionTime by = cron;
        if (by == null) {
            return OptionalLong.of(Math.floorDiv(time, everyMs) * everyMs + everyMs);
        }
        return by.nextExecution(Instant.ofEpochMilli(time).atZone(zone))
                .map(next -> OptionalLong.of(next.toInstant().toEpochMilli()))
                .orElse(OptionalLong.empty());
    }
}
