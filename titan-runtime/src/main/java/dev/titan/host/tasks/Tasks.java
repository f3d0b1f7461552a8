package dev.titan.host.tasks;

import dev.titan.config.TitanConfig;
import dev.titan.host.AppHandlers;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import dev.titan.host.Outage;
import dev.titan.model.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code t.tasks}: the operation behind it, and what runs the tasks of this process; {@code src/main/ts/t-tasks} has the other side. Nothing is opened before the app defines a task. Safe for use by
 * many threads.
 */
public final class Tasks implements Operation, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger("titan");

    /** Of the app's handlers that are tasks. */
    public static final String KIND = "task";

    /** In characters. */
    private static final int LONGEST_PAYLOAD = 1 << 20;

    private final TitanConfig.Tasks config;
    private final TaskSettings defaults;
    private final Map<String, TaskDefinition> definitions = new ConcurrentHashMap<>();
    private final Schedules schedules;
    private final TaskRunner kept;
    private final TaskRunner spawned;

    /** Of the store, as the schedules meet it. */
    private final Outage adding = new Outage();

    /**
     * @param workers isolates in each lane
     * @param database gives the store in the app's database
     * @param scheduler keeps the time; nothing runs on it for long
     */
    public Tasks(
            TitanConfig.Tasks config,
            int workers,
            AppHandlers app,
            Supplier<TaskStore> database,
            ScheduledExecutorService scheduler) {
        this.config = config;
        this.defaults = TaskSettings.of(config);
        this.schedules = new Schedules(scheduler, this::due);
        int room = config.concurrency() > 0 ? config.concurrency() : 4 * workers;
        MemoryTasks memory = new MemoryTasks(config.keepSeconds());
        this.spawned = new TaskRunner(() -> memory, config, room, definitions, app, scheduler);
        this.kept = config.store() == TitanConfig.Tasks.Store.MEMORY
                ? spawned
                : new TaskRunner(database, config, room, definitions, app, scheduler);
        app.listen(KIND, new AppHandlers.Listener() {
            @Override
            public void defined(String name, String options) {
                define(TaskDefinition.read(name, options, defaults));
            }

            @Override
            public void gone(String name) {
                definitions.remove(name);
                schedules.remove(name);
            }
        });
    }

    /** What is wrong with the options of a task, or null. */
    public static @Nullable String fault(String name, String options) {
        try {
            TaskDefinition.read(name, options, TaskSettings.of(TitanConfig.Tasks.DEFAULTS));
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void define(TaskDefinition definition) {
        TaskDefinition before = definitions.put(definition.name(), definition);
        Schedule schedule = definition.schedule();
        if (schedule == null) {
            schedules.remove(definition.name());
        } else {
            schedules.put(definition.name(), schedule);
        }
        if (before == null) {
            if (config.store() == TitanConfig.Tasks.Store.MEMORY && definitions.size() == 1) {
                LOGGER.info("tasks are kept in memory and end with the process (tasks.store)");
            }
            kept.wake();
        }
    }

    private void due(String name, long at) {
        TaskDefinition definition = definitions.get(name);
        if (definition == null) {
            return;
        }
        TaskDefinition target = definitions.getOrDefault(definition.target(), definition);
        // Its id is the same in every server, so that only one of them adds it; its key keeps it from running beside
        // itself.
        NewTask task =
                new NewTask(name + '@' + at, definition.target(), definition.data(), 0, "@" + name, target.settings());
        kept.add(task).whenComplete((id, error) -> {
            if (error == null) {
                long missed = adding.over();
                if (missed > 0) {
                    LOGGER.info("scheduled tasks can be added again; {} were due and could not", missed);
                }
            } else if (adding.failed()) {
                LOGGER.error("the scheduled task {} cannot be added: {}", name, Outage.reason(error));
            }
        });
    }

    private enum Verb {
        ENQUEUE,
        SPAWN,
        STATUS,
        CANCEL
    }

    /** Arguments: {@link Verb}, name or id, and of a task to be added payload and options. */
    @Override
    public CompletionStage<? extends @Nullable Object> start(OperationCall call) {
        Verb verb = Verb.valueOf(call.text(0, "t.tasks: the verb").toUpperCase(Locale.ROOT));
        String name = call.text(1, "t.tasks: the name");
        return switch (verb) {
            case ENQUEUE -> kept.add(task(call, name, "t.tasks.enqueue"));
            case SPAWN -> spawned.add(task(call, name, "t.tasks.spawn"));
            case STATUS ->
                spawned.status(name)
                        .thenCompose(found -> {
                            if (found != null || kept == spawned) {
                                return CompletableFuture.<@Nullable TaskStatus>completedFuture(found);
                            }
                            return kept.status(name);
                        })
                        .thenApply(found -> found == null ? null : found.plain());
            case CANCEL ->
                spawned.cancel(name)
                        .thenCompose(done ->
                                done || kept == spawned ? CompletableFuture.completedFuture(done) : kept.cancel(name));
        };
    }

    private NewTask task(OperationCall call, String name, String label) {
        TaskDefinition definition = definitions.get(name);
        if (definition == null) {
            throw OperationException.type(label + ": no task '" + name + "' is defined; " + known(name));
        }
        String payload = call.text(2, label + ": the payload");
        if (payload.length() > LONGEST_PAYLOAD) {
            throw new OperationException(
                    "RangeError",
                    "",
                    label + ": the payload takes " + payload.length() + " characters as text, and may take "
                            + LONGEST_PAYLOAD
                            + "; keep large data in the database or in a file and give the task its key",
                    null);
        }
        Map<?, ?> options = call.arguments().get(3) instanceof Map<?, ?> members ? members : Map.of();
        return new NewTask(
                UUID.randomUUID().toString(),
                name,
                payload,
                TaskSettings.number(options, "delay", 0),
                options.get("dedupe") instanceof String key ? key : null,
                TaskSettings.of(options, definition.settings()));
    }

    private String known(String name) {
        List<String> names = definitions.keySet().stream().sorted().toList();
        if (names.isEmpty()) {
            return "define it with t.tasks.define(name, handler) at the top level of a module that an action imports";
        }
        String near = Nearest.of(name, names)
                .map(found -> "did you mean '" + found + "'? ")
                .orElse("");
        return near + "defined are " + String.join(", ", names);
    }

    /** Begins no further task. */
    public void drain() {
        schedules.close();
        kept.drain();
        spawned.drain();
    }

    /** Gives up what still runs: it is begun anew by another process, or by the next. */
    @Override
    public void close() {
        drain();
        kept.close();
        if (spawned != kept) {
            spawned.close();
        }
    }
}
