package dev.titan.host.tasks;

import dev.titan.model.PlainJson;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task as the app's code has defined it. Immutable.
 *
 * @param concurrency how many run at once in this process
 * @param schedule when it runs by itself, or null
 * @param target the task that runs then
 * @param data what that is given then
 */
record TaskDefinition(
        String name,
        TaskSettings settings,
        int concurrency,
        @Nullable Schedule schedule,
        String target,
        String data) {
    /** @throws IllegalArgumentException when its schedule makes no sense */
    static TaskDefinition read(String name, String options, TaskSettings defaults) {
        Map<?, ?> members = (Map<?, ?>) Objects.requireNonNull(PlainJson.parse(options));
        Schedule schedule = members.get("cron") instanceof String cron
                ? Schedule.cron(cron, String.valueOf(members.get("timezone")))
                : members.get("every") instanceof Number every ? Schedule.every(every.longValue()) : null;
        return new TaskDefinition(
                name,
                TaskSettings.of(members, defaults),
                (int) TaskSettings.number(members, "concurrency", Integer.MAX_VALUE),
                schedule,
                members.get("target") instanceof String target ? target : name,
                members.get("data") instanceof String data ? data : "");
    }
}
