package dev.titan.host.tasks;

import dev.titan.config.TitanConfig;
import dev.titan.host.AppHandlers;
import dev.titan.host.HandlerCall;
import dev.titan.host.HandlerOutcome;
import dev.titan.host.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the tasks of a store that are due, has them run, and tells the store what came of it. Safe for use by many threads. */
final class TaskRunner implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger("titan");
    private static final int BEATS_PER_LEASE = 3;

    /** Before a task is tried again that no worker has taken. */
    private static final long NOT_BEGUN_MS = 1_000;

    private static final int CLOSE_SECONDS = 2;

    private final Supplier<TaskStore> open;
    private final TitanConfig.Tasks config;
    private final int room;
    private final Map<String, TaskDefinition> definitions;
    private final AppHandlers app;
    private final ScheduledExecutorService scheduler;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Outage reading = new Outage();

    // Guarded by this.
    private @Nullable TaskStore store;
    private boolean started;
    private boolean looking;
    private boolean lookAgain;
    private boolean draining;

    private record Running(ClaimedTask task, CompletableFuture<HandlerOutcome> call) {}

    /**
     * @param open gives the store, once it is needed
     * @param room tasks at once
     */
    TaskRunner(
            Supplier<TaskStore> open,
            TitanConfig.Tasks config,
            int room,
            Map<String, TaskDefinition> definitions,
            AppHandlers app,
            ScheduledExecutorService scheduler) {
        this.open = open;
        this.config = config;
        this.room = room;
        this.definitions = definitions;
        this.app = app;
        this.scheduler = scheduler;
    }

    private synchronized TaskStore store() {
        TaskStore opened = store;
        if (opened == null) {
            opened = open.get();
            store = opened;
        }
        return opened;
    }

    CompletionStage<String> add(NewTask task) {
        start();
        return store().add(task).thenApply(id -> {
            wakeIn(task.delayMs());
            return id;
        });
    }

    CompletionStage<@Nullable TaskStatus> status(String id) {
        return store().status(id);
    }

    CompletionStage<Boolean> cancel(String id) {
        return store().cancel(id).thenApply(done -> {
            Running now = running.get(id);
            if (done && now != null) {
                now.call.cancel(true);
            }
            return done;
        });
    }

    /** There may be something to do. */
    void wake() {
        start();
        wakeIn(0);
    }

    private void wakeIn(long ms) {
        schedule(this::look, ms);
    }

    private void schedule(Runnable task, long ms) {
        try {
            scheduler.schedule(task, ms, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.debug("the server has stopped", e);
        }
    }

    private synchronized void start() {
        if (!started && !draining) {
            started = true;
            schedule(this::poll, config.pollMs());
            schedule(this::beat, 0);
        }
    }

    private void poll() {
        if (!isDraining()) {
            look();
            schedule(this::poll, config.pollMs());
        }
    }

    private synchronized boolean isDraining() {
        return draining;
    }

    /** Takes what there is room for. One look at a time. */
    private void look() {
        synchronized (this) {
            if (draining || looking) {
                lookAgain = looking;
                return;
            }
            looking = true;
        }
        CompletionStage<Integer> all = CompletableFuture.completedFuture(0);
        for (List<String> names : groups()) {
            all = all.thenCompose(before -> claim(names).thenApply(count -> before + count));
        }
        all.whenComplete((count, error) -> {
            boolean more = error == null && count > 0;
            synchronized (this) {
                looking = false;
                more |= lookAgain;
                lookAgain = false;
            }
            if (error != null) {
                noteFailure(error);
            }
            if (more) {
                wakeIn(0);
            }
        });
    }

    /** The tasks to ask for together: those with a bound of their own each by itself. */
    private List<List<String>> groups() {
        List<String> unbound = new ArrayList<>();
        List<List<String>> groups = new ArrayList<>();
        for (TaskDefinition definition : definitions.values()) {
            if (definition.concurrency() == Integer.MAX_VALUE) {
                unbound.add(definition.name());
            } else {
                groups.add(List.of(definition.name()));
            }
        }
        if (!unbound.isEmpty()) {
            groups.add(unbound);
        }
        return groups;
    }

    private CompletionStage<Integer> claim(List<String> names) {
        int most = room - running.size();
        TaskDefinition only = names.size() == 1 ? definitions.get(names.get(0)) : null;
        if (only != null) {
            long busy = running.values().stream()
                    .filter(one -> one.task.name().equals(only.name()))
                    .count();
            most = (int) Math.min(most, only.concurrency() - busy);
        }
        if (most <= 0) {
            return CompletableFuture.completedFuture(0);
        }
        return store().claim(names, most).thenApply(claimed -> {
            noteSuccess();
            claimed.forEach(this::run);
            return claimed.size();
        });
    }

    private void noteFailure(Throwable error) {
        if (reading.failed() && !isDraining()) {
            LOGGER.warn(
                    "the tasks cannot be read, trying again every {} ms: {}", config.pollMs(), Outage.reason(error));
        }
    }

    /** The store has been asked, and has answered. */
    private void noteSuccess() {
        if (reading.over() > 0) {
            LOGGER.info("the tasks can be read again");
        }
    }

    private void run(ClaimedTask task) {
        String payload =
                task.id() + '\n' + task.attempt() + '\n' + task.settings().retries() + '\n' + task.payload();
        HandlerCall call = new HandlerCall(
                Tasks.KIND, task.name(), payload, task.id(), task.settings().timeoutMs());
        CompletableFuture<HandlerOutcome> outcome = app.call(call);
        running.put(task.id(), new Running(task, outcome));
        outcome.whenComplete((ended, error) -> settle(task, ended, error != null));
    }

    private void settle(ClaimedTask task, @Nullable HandlerOutcome outcome, boolean cancelled) {
        TaskStore in = store();
        CompletionStage<Boolean> told;
        if (cancelled || outcome == null) {
            // By its author, who has told the store; or since the server stops, and then it begins anew elsewhere.
            told = in.release(task.id(), 0);
        } else {
            told = switch (outcome.end()) {
                case RETURNED -> in.done(task.id(), outcome.text());
                case NOT_BEGUN -> in.release(task.id(), NOT_BEGUN_MS);
                case THREW, ENDED ->
                    outcome.end() == HandlerOutcome.End.ENDED && isDraining()
                            ? in.release(task.id(), 0)
                            : failed(in, task, String.valueOf(outcome.text()));
            };
        }
        told.whenComplete((fine, error) -> {
            running.remove(task.id());
            if (error != null) {
                LOGGER.error(
                        "what came of the task {} {} cannot be kept, so that it will run again: {}",
                        task.name(),
                        task.id(),
                        Outage.reason(error));
            }
            wakeIn(0);
        });
    }

    private CompletionStage<Boolean> failed(TaskStore in, ClaimedTask task, String error) {
        boolean again = task.attempt() <= task.settings().retries();
        long delay = again ? task.settings().delayAfter(task.attempt()) : -1;
        LOGGER.atWarn()
                .addKeyValue("task", task.id())
                .log(
                        "the task {} has failed in attempt {}: {}; {}",
                        task.name(),
                        task.attempt(),
                        error,
                        again ? "it is tried again in " + delay + " ms" : "it is given up");
        return in.failed(task.id(), error, delay).thenApply(fine -> {
            if (again) {
                wakeIn(delay);
            }
            return fine;
        });
    }

    /** Shows the store that this process lives, and learns which tasks are no longer its own. */
    private void beat() {
        if (isDraining() && running.isEmpty()) {
            return;
        }
        Set<String> ids = Set.copyOf(running.keySet());
        TaskStore in = store();
        CompletionStage<Set<String>> own = ids.isEmpty() ? CompletableFuture.completedFuture(ids) : in.beat(ids);
        own.thenAccept(left -> {
                    for (String id : ids) {
                        Running lost = left.contains(id) ? null : running.get(id);
                        if (lost != null) {
                            lost.call.cancel(true);
                        }
                    }
                })
                .thenCompose(nothing -> in.tidy())
                .whenComplete((nothing, error) -> {
                    if (error == null) {
                        noteSuccess();
                    } else {
                        noteFailure(error);
                    }
                    schedule(this::beat, config.leaseMs() / BEATS_PER_LEASE);
                });
    }

    /** Takes no further tasks. */
    synchronized void drain() {
        draining = true;
    }

    /** Gives up what runs, and waits a moment until the store knows. */
    @Override
    public void close() {
        List<CompletableFuture<HandlerOutcome>> calls = new ArrayList<>();
        running.values().forEach(one -> calls.add(one.call));
        calls.forEach(call -> call.cancel(true));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        while (!running.isEmpty() && System.nanoTime() - end < 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(5));
        }
        if (store instanceof MemoryTasks memory && memory.open() > 0) {
            LOGGER.warn("{} tasks in memory end with the process", memory.open());
        }
    }
}
