package dev.titan.runtime;

import dev.titan.config.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which generation is current, and the way from one to the next. Safe for use by many threads. */
final class Generations {
    /** By then nothing waits for a worker that was dispatched to an old generation, however long debugging lets it. */
    private static final long LAST_RETIRE_MS = 600_000;

    private static final long LOOK_MS = 50;

    private final Shared shared;
    private final Supplier<List<WorkerSlot>> slots;
    private final Consumer<Generation> adopted;
    private int last;
    private AppSettings settings;
    private int nextTarget = 1;
    private volatile @Nullable Generation current;

    /**
     * @param slots the places of all workers
     * @param adopted told of each generation that becomes current
     */
    Generations(Shared shared, Supplier<List<WorkerSlot>> slots, Consumer<Generation> adopted) {
        this.shared = shared;
        this.settings = shared.config().settings();
        this.slots = slots;
        this.adopted = adopted;
    }

    /** The generation for new invocations, null before the first. */
    @Nullable
    Generation current() {
        return current;
    }

    /** Loads all of an app, or nothing. */
    synchronized Generation load(App app) throws LoadException {
        Generation next = next(app);
        Map<String, LoadException> failures = loadEverywhere(next);
        if (!failures.isEmpty()) {
            slots.get().forEach(slot -> slot.unload(next));
            throw failures.values().iterator().next();
        }
        return take(next);
    }

    /**
     * Loads what can be loaded.
     *
     * @param anew whether even code that has not changed is to begin afresh
     */
    synchronized Generation reload(App app, AppSettings settings, boolean anew) throws LoadException {
        Generation kept = anew ? null : current;
        this.settings = settings;
        Generation next = next(app);
        if (kept != null && kept.covers(next)) {
            return amend(kept, app.faults());
        }
        Map<String, Fault> failed = new HashMap<>();
        Map<String, LoadException> failures = current == null ? loadEverywhere(next) : loadSomewhere(next);
        failures.forEach((action, failure) -> failed.put(action, failure.fault()));
        Generation loaded = next.without(failed);
        if (kept != null && loaded.bringsNothing() && kept.covers(loaded)) {
            slots.get().forEach(slot -> slot.unload(next));
            return amend(kept, loaded.faults());
        }
        return take(loaded);
    }

    /** The same code goes on, with other faults. */
    private Generation amend(Generation now, Faults faults) {
        if (now.faults().equals(faults)) {
            return now;
        }
        Generation amended = now.with(faults);
        adopt(amended);
        return amended;
    }

    private Generation next(App app) {
        Generation next = new Generation(++last, app, nextTarget, settings, current);
        nextTarget += app.manifest().routes().size();
        return next;
    }

    /**
     * Has all workers load a generation and waits for them.
     *
     * @return why actions cannot be loaded, by their id
     * @throws LoadException when a worker cannot be made; the generation is unloaded then
     */
    private Map<String, LoadException> loadEverywhere(Generation next) throws LoadException {
        return await(slots.get().stream().map(slot -> slot.load(next)).toList(), next);
    }

    private Map<String, LoadException> await(List<CompletableFuture<Map<String, LoadException>>> loads, Generation next)
            throws LoadException {
        Map<String, LoadException> failures = new HashMap<>();
        LoadException broken = null;
        for (CompletableFuture<Map<String, LoadException>> load : loads) {
            try {
                failures.putAll(load.get());
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                broken = new LoadException("a worker cannot be made: " + cause.getMessage(), cause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                broken = new LoadException("interrupted while loading", e);
            }
        }
        if (broken != null) {
            slots.get().forEach(slot -> slot.unload(next));
            throw broken;
        }
        return failures;
    }

    /**
     * Has the first worker that comes to it evaluate what is new, to see whether it can be; the others do so when they are asked for it. A worker that is busy holds up nothing.
     *
     * @return as {@link #loadEverywhere}
     * @throws LoadException when there is no worker; the generation is unloaded then
     */
    private Map<String, LoadException> loadSomewhere(Generation next) throws LoadException {
        CompletableFuture<Map<String, LoadException>> first = new CompletableFuture<>();
        AtomicBoolean taken = new AtomicBoolean();
        CompletableFuture<?>[] passed = slots.get().stream()
                .filter(slot -> !slot.inPlace())
                .map(slot -> slot.loadFirst(next, taken, first))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(passed)
                .thenRun(() -> first.completeExceptionally(new IllegalStateException("there is none")));
        return await(List.of(first), next);
    }

    private Generation take(Generation next) {
        Generation before = current;
        adopt(next);
        if (before != null) {
            retire(before);
        }
        return next;
    }

    private void adopt(Generation next) {
        slots.get().forEach(slot -> slot.adopt(next));
        current = next;
        adopted.accept(next);
    }

    /**
     * Unloads a generation once no invocation will look for it any more. Every thread that reads requests gets a task: when it has run, whatever that thread had found
     * current is counted; then the count has only to come down.
     */
    private void retire(Generation old) {
        CompletableFuture<?>[] passed =
                slots.get().stream().map(WorkerSlot::pass).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(passed).thenRun(() -> unloadWhenOver(old, System.nanoTime()));
    }

    private void unloadWhenOver(Generation old, long since) {
        Limits limits = shared.config().limits();
        long most = TimeUnit.MILLISECONDS.toNanos(Math.min(LAST_RETIRE_MS, limits.bodyMs() + limits.queueMs()));
        if (old.use().isOver() || System.nanoTime() - since > most) {
            slots.get().forEach(slot -> slot.unload(old));
        } else if (!shared.scheduler().isShutdown()) {
            shared.scheduler().schedule(() -> unloadWhenOver(old, since), LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }
}
