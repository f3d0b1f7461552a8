package dev.titan.host.tasks;

import dev.titan.host.tasks.TaskStatus.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tasks that end with the process. */
final class MemoryTasks implements TaskStore {
    private final Map<String, Kept> tasks = new LinkedHashMap<>();
    private final long keepMs;

    /** @param keepSeconds how long the status of what has ended is kept */
    MemoryTasks(int keepSeconds) {
        keepMs = TimeUnit.SECONDS.toMillis(keepSeconds);
    }

    private static final class Kept {
        final NewTask task;
        final long created = System.currentTimeMillis();
        long runAt;
        State state = State.QUEUED;
        int attempt;

        @Nullable
        String result;

        @Nullable
        String error;

        @Nullable
        Long started;

        @Nullable
        Long finished;

        Kept(NewTask task) {
            this.task = task;
            this.runAt = created + task.delayMs();
        }

        boolean isOpen() {
            return state == State.QUEUED || state == State.RUNNING;
        }

        void end(State as) {
            state = as;
            finished = System.currentTimeMillis();
        }
    }

    private static <T extends @Nullable Object> CompletionStage<T> now(T value) {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public synchronized CompletionStage<String> add(NewTask task) {
        if (task.dedupe() != null) {
            for (Kept kept : tasks.values()) {
                if (kept.isOpen()
                        && kept.task.name().equals(task.name())
                        && task.dedupe().equals(kept.task.dedupe())) {
                    return now(kept.task.id());
                }
            }
        }
        tasks.putIfAbsent(task.id(), new Kept(task));
        return now(task.id());
    }

    @Override
    public synchronized CompletionStage<List<ClaimedTask>> claim(Collection<String> names, int most) {
        long now = System.currentTimeMillis();
        List<Kept> due = tasks.values().stream()
                .filter(kept -> kept.state == State.QUEUED && kept.runAt <= now && names.contains(kept.task.name()))
                .sorted(Comparator.comparingLong(kept -> kept.runAt))
                .limit(most)
                .toList();
        List<ClaimedTask> claimed = new ArrayList<>();
        for (Kept kept : due) {
            kept.state = State.RUNNING;
            kept.started = now;
            kept.attempt++;
            NewTask task = kept.task;
            claimed.add(new ClaimedTask(task.id(), task.name(), task.payload(), kept.attempt, task.settings()));
        }
        return now(claimed);
    }

    private @Nullable Kept running(String id) {
        Kept kept = tasks.get(id);
        return kept != null && kept.state == State.RUNNING ? kept : null;
    }

    @Override
    public synchronized CompletionStage<Set<String>> beat(Collection<String> ids) {
        Set<String> own = new HashSet<>(ids);
        own.removeIf(id -> running(id) == null);
        return now(own);
    }

    @Override
    public synchronized CompletionStage<Boolean> done(String id, @Nullable String result) {
        Kept kept = running(id);
        if (kept != null) {
            kept.result = result;
            kept.error = null;
            kept.end(State.DONE);
        }
        return now(kept != null);
    }

    @Override
    public synchronized CompletionStage<Boolean> failed(String id, String error, long delayMs) {
        Kept kept = running(id);
        if (kept != null) {
            kept.error = error;
            if (delayMs < 0) {
                kept.end(State.FAILED);
            } else {
                again(kept, delayMs);
            }
        }
        return now(kept != null);
    }

    private static void again(Kept kept, long delayMs) {
        kept.state = State.QUEUED;
        kept.runAt = System.currentTimeMillis() + delayMs;
    }

    @Override
    public synchronized CompletionStage<Boolean> release(String id, long delayMs) {
        Kept kept = running(id);
        if (kept != null) {
            kept.attempt--;
            again(kept, delayMs);
        }
        return now(kept != null);
    }

    @Override
    public synchronized CompletionStage<@Nullable TaskStatus> status(String id) {
        Kept kept = tasks.get(id);
        return now(
                kept == null
                        ? null
                        : new TaskStatus(
                                id,
                                kept.task.name(),
                                kept.state,
                                kept.attempt,
                                kept.task.settings().retries(),
                                kept.result,
                                kept.error,
                                kept.created,
                                kept.runAt,
                                kept.started,
                                kept.finished));
    }

    @Override
    public synchronized CompletionStage<Boolean> cancel(String id) {
        Kept kept = tasks.get(id);
        if (kept == null || !kept.isOpen()) {
            return now(false);
        }
        kept.end(State.CANCELLED);
        return now(true);
    }

    @Override
    public synchronized CompletionStage<@Nullable Object> tidy() {
        long before = System.currentTimeMillis() - keepMs;
        tasks.values().removeIf(kept -> kept.finished != null && kept.finished <= before);
        return now(null);
    }

    /** How many have not come to their end. */
    synchronized long open() {
        return tasks.values().stream().filter(Kept::isOpen).count();
    }
}
