package dev.titan.runtime;

import dev.titan.engine.JsTerminated;
import dev.titan.model.PlainJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The containers of services in one isolate: one for each version that is loaded. The TypeScript is {@code src/main/ts/services/app.ts}. Confined to the worker's thread.
 */
final class Containers {
    private static final long LOOK_MS = 20;

    private final Worker worker;
    private final Kernel kernel;
    private final Slice slice;
    private final Suspended suspended;
    private final Shared shared;
    private final Map<Integer, Running> running = new HashMap<>();

    /** One that has begun to start. */
    private static final class Running {
        final ServiceSet services;
        final StackMap stacks;
        final CompletableFuture<Void> started = new CompletableFuture<>();
        final CompletableFuture<Void> stopped = new CompletableFuture<>();
        boolean retired;
        boolean stopping;

        Running(ServiceSet services, StackMap stacks) {
            this.services = services;
            this.stacks = stacks;
        }
    }

    Containers(Worker worker, Kernel kernel, Slice slice, Suspended suspended, Shared shared) {
        this.worker = worker;
        this.kernel = kernel;
        this.slice = slice;
        this.suspended = suspended;
        this.shared = shared;
    }

    /**
     * Has the container of a generation's services started, unless it has been.
     *
     * @return completes on the worker's thread, between slices; exceptionally with a {@link LoadException} when the services cannot be loaded or do not start
     */
    CompletableFuture<Void> start(Generation generation) {
        ServiceSet services = generation.services();
        if (services == null) {
            return CompletableFuture.completedFuture(null);
        }
        Running known = running.get(services.number());
        if (known != null) {
            return known.started;
        }
        Running made = new Running(services, generation.stacks());
        running.put(services.number(), made);
        try {
            load(generation);
            int hookMs = shared.config().hookMs();
            worker.resume(List.of(), () -> kernel.services().start(generation, hookMs));
        } catch (LoadException e) {
            made.started.completeExceptionally(e);
        }
        return made.started;
    }

    private void load(Generation generation) throws LoadException {
        boolean ended = false;
        slice.enter(null);
        try {
            kernel.services().load(generation);
        } catch (JsTerminated e) {
            ended = true;
        } finally {
            slice.leave(kernel.isolate());
        }
        if (ended && worker.isFull()) {
            throw LoadException.endedServices(LimitReason.HEAP);
        }
        if (ended) {
            kernel.recover(true, 0, "");
            throw LoadException.lateServices();
        }
    }

    /** JavaScript: a container has started, or could not. */
    void started(int number, @Nullable String failure) {
        Running of = running.get(number);
        if (of == null) {
            return;
        }
        LoadException cause =
                failure != null && PlainJson.parse(failure) instanceof Map<?, ?> told ? failure(told, of.stacks) : null;
        // Whoever waits may close the isolate, which JavaScript is in now.
        worker.post(() -> {
            if (cause == null) {
                of.started.complete(null);
            } else {
                of.started.completeExceptionally(cause);
            }
        });
    }

    /** What the kernel tells of a container that cannot start. */
    static LoadException failure(Map<?, ?> failure, StackMap stacks) {
        ThrownError error =
                new ThrownError(text(failure, "name"), text(failure, "reason"), text(failure, "stack"), null, stacks);
        String message = "the services cannot start: " + text(failure, "message");
        // A fault of one provider, in its constructor or a hook, is an error of its own, whose message may have any
        // form.
        boolean declared =
                !text(failure, "code").isEmpty() && text(failure, "provider").isEmpty();
        return declared ? LoadException.ofDeclarations(message, error) : LoadException.ofServices(message, error);
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    /** A slice that continued no invocation was ended from outside: a container that starts in it does not go on. @return whether there is one */
    boolean ended(LimitReason limit) {
        boolean starting = false;
        for (Running each : List.copyOf(running.values())) {
            starting |= !each.started.isDone();
            worker.post(() -> each.started.completeExceptionally(LoadException.endedServices(limit)));
        }
        return starting;
    }

    /**
     * Ends the container of a version when no invocation here runs its code any more. Its handlers of events and tasks are forgotten at once: those of the next version are there.
     *
     * @return completes on the worker's thread
     */
    CompletableFuture<Void> stop(ServiceSet services) {
        Running of = running.get(services.number());
        if (of == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (!of.stopping) {
            if (suspended.uses(services)) {
                if (!of.retired) {
                    of.retired = true;
                    worker.resume(List.of(), () -> kernel.services().retire(services));
                }
                shared.scheduler().schedule(() -> worker.post(() -> stop(services)), LOOK_MS, TimeUnit.MILLISECONDS);
                return of.stopped;
            }
            of.stopping = true;
            end(services);
        }
        return of.stopped;
    }

    private void end(ServiceSet services) {
        worker.resume(List.of(), () -> kernel.services().stop(services));
    }

    /** Ends all containers, whatever runs. @return as for {@link #stop} */
    CompletableFuture<Void> stopAll() {
        for (Running of : List.copyOf(running.values())) {
            if (!of.stopping) {
                of.stopping = true;
                end(of.services);
            }
        }
        return CompletableFuture.allOf(
                running.values().stream().map(of -> of.stopped).toArray(CompletableFuture[]::new));
    }

    /** JavaScript: a container has ended. */
    void stopped(int number) {
        Running of = running.remove(number);
        if (of != null) {
            worker.post(() -> of.stopped.complete(null));
        }
    }

    /** The isolate is about to go. */
    void close() {
        for (Running each : running.values()) {
            each.started.completeExceptionally(LoadException.endedServices(LimitReason.HEAP));
            each.stopped.complete(null);
        }
        running.clear();
    }
}
