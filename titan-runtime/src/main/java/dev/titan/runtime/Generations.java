package dev.titan.runtime;

import dev.titan.config.Limits;
import dev.titan.model.Services;
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
    private int lastServices;
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
        Generation next = next(app, false);
        Map<String, LoadException> failures = loadEverywhere(next);
        if (!failures.isEmpty()) {
            discard(next);
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
        Generation next = next(app, anew);
        if (kept != null && kept.covers(next)) {
            return amend(kept, app.faults());
        }

        LoadException broken = startServices(next);
        boolean first = current == null || hasFailed(current);
        if (broken != null && !first) {
            discard(next);
            return amend(Objects.requireNonNull(current), app.faults().andOfApp(broken.diagnostics()));
        }
        Map<String, Fault> failed = new HashMap<>();
        if (broken == null) {
            Map<String, LoadException> failures = first || isAnyReplaced() ? loadEverywhere(next) : loadSomewhere(next);
            failures.forEach((action, failure) -> failed.put(action, failure.fault()));
        } else {
            // There is nothing that could go on: every action answers with what is wrong.
            app.manifest().actions().forEach(action -> failed.put(action.id(), broken.fault()));
        }
        Generation loaded = next.without(failed);
        if (kept != null && loaded.bringsNothing() && kept.covers(loaded)) {
            discard(next);
            return amend(kept, loaded.faults());
        }
        return take(loaded);
    }

    /** Whether a worker is being replaced, and so is none that could show whether code loads. */
    private boolean isAnyReplaced() {
        return slots.get().stream().anyMatch(slot -> slot.worker() == null);
    }

    /** Whether a generation has never served: its services did not start. */
    private static boolean hasFailed(Generation generation) {
        return generation.services() != null && generation.services().failed();
    }

    /** Has every worker start the containers of a generation that the current one has not. @return why they do not start, or null */
    private @Nullable LoadException startServices(Generation next) {
        ServiceSet services = next.services();
        if (services == null || (current != null && current.services() == services)) {
            return null;
        }
        LoadException broken = startOnce(next);
        if (broken != null && broken.isExhausted()) {
            // What versions before have put on globalThis, as some packages do, lives as long as their isolate. The one
            // in
            // its place has nothing of that.
            broken = startOnce(next);
        }
        if (broken != null) {
            services.fails(broken);
        }
        return broken;
    }

    private @Nullable LoadException startOnce(Generation next) {
        try {
            await(slots.get().stream()
                    .map(slot -> slot.start(next).thenApply(started -> Map.<String, LoadException>of()))
                    .toList());
            return null;
        } catch (LoadException e) {
            return e;
        }
    }

    /** Forgets what was loaded for nothing. */
    private void discard(Generation next) {
        slots.get().forEach(slot -> slot.unload(next));
        ServiceSet services = next.services();
        if (services != null && (current == null || current.services() != services)) {
            stop(services);
        }
    }

    private CompletableFuture<Void> stop(ServiceSet services) {
        return CompletableFuture.allOf(
                slots.get().stream().map(slot -> slot.stop(services)).toArray(CompletableFuture[]::new));
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

    private Generation next(App app, boolean anew) {
        Generation next = new Generation(++last, app, nextTarget, settings, services(app, anew), current);
        nextTarget += app.manifest().routes().size();
        return next;
    }

    /** The services of the current generation go on in the next unless they, or what they can read, are others. */
    private @Nullable ServiceSet services(App app, boolean anew) {
        Generation now = current;
        ServiceSet known = now == null || anew ? null : now.services();
        if (known != null
                && !known.failed()
                && now != null
                && now.hasServicesOf(app)
                && now.settings().equals(settings)) {
            return known;
        }
        Services services = app.manifest().services();
        return services.any() ? new ServiceSet(++lastServices, services.files()) : null;
    }

    /**
     * Has all workers load a generation and waits for them.
     *
     * @return why actions cannot be loaded, by their id
     * @throws LoadException when a worker cannot be made; the generation is unloaded then
     */
    private Map<String, LoadException> loadEverywhere(Generation next) throws LoadException {
        return awaitOrDiscard(slots.get().stream().map(slot -> slot.load(next)).toList(), next);
    }

    private Map<String, LoadException> awaitOrDiscard(
            List<CompletableFuture<Map<String, LoadException>>> loads, Generation next) throws LoadException {
        try {
            return await(loads);
        } catch (LoadException e) {
            discard(next);
            throw e;
        }
    }

    /** Waits for all, whatever becomes of them. */
    private static Map<String, LoadException> await(List<CompletableFuture<Map<String, LoadException>>> loads)
            throws LoadException {
        Map<String, LoadException> failures = new HashMap<>();
        LoadException broken = null;
        for (CompletableFuture<Map<String, LoadException>> load : loads) {
            try {
                failures.putAll(load.get());
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                broken = cause instanceof LoadException known
                        ? known
                        : new LoadException("a worker cannot be made: " + cause.getMessage(), cause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                broken = new LoadException("interrupted while loading", e);
            }
        }
        if (broken != null) {
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
        return awaitOrDiscard(List.of(first), next);
    }

    private Generation take(Generation next) {
        Generation before = current;
        if (next.services() != null) {
            next.services().retain();
        }
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

    private void over(Generation old) {
        slots.get().forEach(slot -> slot.unload(old));
        ServiceSet services = old.services();
        if (services != null && services.release()) {
            stop(services);
        }
    }

    private void unloadWhenOver(Generation old, long since) {
        Limits limits = shared.config().limits();
        long most = TimeUnit.MILLISECONDS.toNanos(Math.min(LAST_RETIRE_MS, limits.bodyMs() + limits.queueMs()));
        if (old.use().isOver() || System.nanoTime() - since > most) {
            over(old);
        } else if (!shared.scheduler().isShutdown()) {
            shared.scheduler().schedule(() -> unloadWhenOver(old, since), LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }
}
