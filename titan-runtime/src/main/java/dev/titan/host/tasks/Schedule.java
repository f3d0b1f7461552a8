package dev.titan.host.tasks;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When a task runs by itself: at fixed distances, counted from 1970 so that all servers have the same times, or by a cron expression. Immutable.
 *
 * @param everyMs distance in milliseconds, 0 for one by an expression
 * @param fixed whether the expression names times of day, which then come once on each day, even where clocks are put forward past them or back before them
 */
record Schedule(long everyMs, @Nullable ExecutionTime cron, boolean fixed, ZoneId zone) {
    private static final Map<String, String> NICKNAMES = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    static Schedule every(long ms) {
        return new Schedule(ms, null, false, ZoneOffset.UTC);
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
                    "\"" + zone + "\" is not a time zone. Valid: names such as \"UTC\", \"Europe/Berlin\"", e);
        }
        if (expression.startsWith("@") && !NICKNAMES.containsKey(expression)) {
            throw new IllegalArgumentException("\"" + expression + "\" is not a nickname of a schedule. Valid: "
                    + String.join(", ", NICKNAMES.keySet().stream().sorted().toList()));
        }
        String fields = NICKNAMES.getOrDefault(expression, expression).strip();
        Schedule schedule;
        try {
            var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            schedule = new Schedule(0, ExecutionTime.forCron(parser.parse(fields)), isFixed(fields), in);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + expression
                            + "\" is not a cron expression: " + e.getMessage()
                            + ". Valid: minute, hour, day of the month, month and day of the week, such as \"*/5 * * * *\" or \"0 3 * * MON-FRI\"",
                    e);
        }
        if (schedule.after(System.currentTimeMillis()).isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + expression
                            + "\" never comes: no month that it names has such a day. Expected a day that there is, such as 28 for February");
        }
        return schedule;
    }

    /** Whether it names times of day, in the sense of cron(8): neither its minutes nor its hours begin with a star. */
    private static boolean isFixed(String fields) {
        return !fields.startsWith("*") && !fields.split("\\s+", 3)[1].startsWith("*");
    }

    /** The next time after one, both in milliseconds since 1970; none when there is none. */
    OptionalLong after(long time) {
        ExecutionTime by = cron;
        if (by == null) {
            return OptionalLong.of(Math.floorDiv(time, everyMs) * everyMs + everyMs);
        }
        Optional<ZonedDateTime> next =
                by.nextExecution(Instant.ofEpochMilli(time).atZone(zone));
        while (fixed && next.isPresent() && isRepeated(next.get())) {
            next = by.nextExecution(next.get());
        }
        return next.map(ZonedDateTime::toInstant)
                .map(found -> OptionalLong.of(
                        (fixed ? skipped(by, Instant.ofEpochMilli(time), found) : found).toEpochMilli()))
                .orElse(OptionalLong.empty());
    }

    /** Whether clocks have shown the same already, before they were put back. */
    private static boolean isRepeated(ZonedDateTime time) {
        return !time.withEarlierOffsetAtOverlap().isEqual(time);
    }

    /**
     * The moment at which clocks are put forward, if that comes after one moment and before another and a time of day lies among those that are left out: otherwise what runs once a day would not run on that day.
     *
     * @return {@code next} if there is none
     */
    private Instant skipped(ExecutionTime by, Instant time, Instant next) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition each = rules.nextTransition(time);
        for (; each != null && each.getInstant().isBefore(next); each = rules.nextTransition(each.getInstant())) {
            if (each.isGap()) {
                // The times of day alone, as a zone has them that leaves none out.
                ZonedDateTime before = each.getDateTimeBefore().minusSeconds(1).atZone(ZoneOffset.UTC);
                Optional<ZonedDateTime> missed = by.nextExecution(before);
                if (missed.isPresent() && missed.get().toLocalDateTime().isBefore(each.getDateTimeAfter())) {
                    return each.getInstant();
                }
            }
        }
        return next;
    }
}
