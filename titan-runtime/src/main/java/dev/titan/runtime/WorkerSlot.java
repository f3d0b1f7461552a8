package dev.titan.runtime;

import dev.titan.engine.HeapUse;
import dev.titan.engine.JsTerminated;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread's place for a worker: holds the one that lives there now, and puts another in its place when its heap is exhausted. Confined to the thread but for what says otherwise.
 */
final class WorkerSlot {
    private static final Logger LOGGER = LoggerFactory.getLogger(WorkerSlot.class);
    private static final long FIRST_RETRY_MS = 100;
    private static final long LAST_RETRY_MS = 10_000;
    private static final long ANSWER_MS = 100;

    private final String name;
    private final Shared shared;
    private final Executor thread;
    private final boolean inPlace;
    private volatile @Nullable Worker worker;

    /** One that is being made: its services have not all started. */
    private volatile @Nullable Worker preparing;

    private volatile @Nullable Generation generation;
    private long retryMs = FIRST_RETRY_MS;
    private boolean closed;
    private final AtomicLong invocations = new AtomicLong();
    private final JointEntry jointEntry;
    private volatile HeapUse heap = HeapUse.UNKNOWN;

    WorkerSlot(String name, Shared shared, Executor thread, boolean inPlace) {
        this.name = name;
        this.shared = shared;
        this.thread = thread;
        this.inPlace = inPlace;
        this.jointEntry = new JointEntry(this, thread);
    }

    /** Any thread: the worker, null while there is none that can serve. */
    @Nullable
    Worker worker() {
        return worker;
    }

    /** Any thread: the worker, be it one that cannot serve yet. */
    @Nullable
    Worker living() {
        Worker current = worker;
        return current == null ? preparing : current;
    }

    /** Any thread: has the services of a generation started, making the worker if there is none yet, or none that can go on. @return fails when they do not start */
    CompletableFuture<Void> start(Generation next) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                check();
                start(made(), next, done);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void start(Worker current, Generation next, CompletableFuture<Void> done) {
        current.containers().start(next).whenComplete((started, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    private Worker made() {
        Worker current = living();
        if (current == null) {
            current = new Worker(name, shared, thread, inPlace);
            preparing = current;
        }
        return current;
    }

    /** Any thread: loads a generation, making the worker if there is none yet. @return why actions cannot be loaded, by their id */
    CompletableFuture<Map<String, LoadException>> load(Generation next) {
        return start(next).thenApplyAsync(started -> loaded(next), thread);
    }

    /** On the thread, which has told that the services have started. */
    private Map<String, LoadException> loaded(Generation next) {
        Worker current = made();
        Map<String, LoadException> failures = current.loads().load(next, false);
        if (preparing == current) {
            Generation adopted = generation;
            if (adopted != null) {
                current.loads().adopt(adopted);
            }
            preparing = null;
            worker = current;
        }
        return failures;
    }

    /** Any thread: ends the container of services once no invocation runs their code. */
    CompletableFuture<Void> stop(ServiceSet services) {
        return onLiving(current -> current.containers().stop(services));
    }

    /** Any thread: ends all containers of services, whatever runs. */
    CompletableFuture<Void> stopServices() {
        return onLiving(current -> current.containers().stopAll());
    }

    private CompletableFuture<Void> onLiving(Function<Worker, CompletableFuture<Void>> what) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> {
            Worker current = living();
            if (current == null) {
                done.complete(null);
            } else {
                what.apply(current).whenComplete((over, failure) -> done.complete(null));
            }
        });
        return done;
    }

    /** Any thread: whether its thread reads requests. */
    boolean inPlace() {
        return inPlace;
    }

    /**
     * Any thread: evaluates what is new of a generation, unless another worker has begun to.
     *
     * @param taken whether one has
     * @param failures receives why actions cannot be loaded, by their id
     * @return completes when the thread has come to it
     */
    CompletableFuture<Void> loadFirst(
            Generation next, AtomicBoolean taken, CompletableFuture<Map<String, LoadException>> failures) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        thread.execute(() -> {
            Worker current = worker;
            if (current != null && taken.compareAndSet(false, true)) {
                try {
                    failures.complete(current.loads().load(next, false));
                } catch (RuntimeException e) {
                    failures.completeExceptionally(e);
                }
            }
            passed.complete(null);
        });
        return passed;
    }

    /** Any thread: a generation that was loaded is current, and what a worker loads that has to be made. */
    void adopt(Generation current) {
        generation = current;
        thread.execute(() -> tell(now -> adopt(now, current)));
    }

    /** A worker that was made while the others started the generation's services serves again when it has. */
    private void adopt(Worker now, Generation current) {
        CompletableFuture<Void> services = now.containers().start(current);
        if (services.isDone()) {
            now.loads().adopt(current);
            return;
        }
        worker = null;
        preparing = now;
        services.whenComplete((started, failure) -> prepared(now, current, failure));
    }

    /** Any thread: completes when the thread has done all that it is doing now. */
    CompletableFuture<Void> pass() {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        thread.execute(() -> passed.complete(null));
        return passed;
    }

    private void tell(Consumer<Worker> what) {
        Worker now = worker;
        if (now == null) {
            return;
        }
        try {
            what.accept(now);
        } catch (JsTerminated e) {
            LOGGER.debug("{} is ended before it could be told of a generation", name);
        }
    }

    /** Any thread: forgets a generation. */
    void unload(Generation old) {
        thread.execute(() -> tell(now -> now.loads().unload(old)));
    }

    /** Runs an invocation on the worker, which must be there, and replaces the worker if that was its end. */
    void run(Worker current, Invocation invocation) {
        invocations.lazySet(invocations.getPlain() + 1);
        current.run(invocation);
        check();
    }

    /** Runs invocations of actions on the worker, which must be there, in one slice. */
    void runAll(Worker current, List<Invocation> all) {
        invocations.lazySet(invocations.getPlain() + all.size());
        current.runAll(all);
        check();
    }

    /** For invocations that may enter the isolate together. */
    JointEntry jointEntry() {
        return jointEntry;
    }

    /**
     * Runs an invocation of what lives in one worker only.
     *
     * @param wanted that worker, or null when any will do
     * @param found told which it is; when it is not there any more, the invocation fails and nothing is told
     */
    void runOn(@Nullable Worker wanted, Invocation invocation, Consumer<Worker> found) {
        Worker current = worker;
        if (current == null || wanted != null && wanted != current) {
            lose(invocation);
            return;
        }
        found.accept(current);
        run(current, invocation);
    }

    /** Any thread: the worker is gone that was to run an invocation. */
    void lose(Invocation invocation) {
        if (invocation.finish(Failures.workerLost())) {
            shared.listener().answered(invocation, Failures.workerLost());
        }
    }

    /** Any thread: has this very worker run an invocation. */
    void runHere(Invocation invocation) {
        thread.execute(() -> {
            Worker current = worker;
            if (current == null) {
                lose(invocation);
            } else {
                run(current, invocation);
            }
        });
    }

    /** The same for calls of services. */
    void serve(Worker current, List<ServiceCall> calls) {
        invocations.lazySet(invocations.getPlain() + calls.size());
        current.serve(calls);
        check();
    }

    /** Any thread: how its worker is, within a moment. A worker that is busy for longer does not tell of its heap, which then is as it was. */
    CompletableFuture<WorkerState> state() {
        CompletableFuture<HeapUse> told = new CompletableFuture<>();
        thread.execute(() -> {
            Worker current = worker;
            if (current != null) {
                heap = current.isolate().heap();
            }
            told.complete(heap);
        });
        return told.completeOnTimeout(heap, ANSWER_MS, TimeUnit.MILLISECONDS).thenApply(this::state);
    }

    private WorkerState state(HeapUse use) {
        Worker current = worker;
        Generation loaded = generation;
        return new WorkerState(
                name,
                inPlace,
                current != null,
                loaded == null ? 0 : loaded.number(),
                invocations.get(),
                current == null ? 0 : current.suspended(),
                current != null && current.isHeld(),
                use.used(),
                (long) shared.config().limits().heapMb() << 20,
                use.external());
    }

    /** Replaces a worker that cannot go on. */
    void check() {
        Worker current = worker;
        if (current == null || current.usable()) {
            return;
        }
        worker = null;
        current.close();
        LOGGER.warn("{}: the heap was exhausted, the isolate is replaced", name);
        shared.listener().replaced(name);
        replace();
    }

    private void replace() {
        Generation wanted = generation;
        if (closed || wanted == null || worker != null || preparing != null) {
            return;
        }
        try {
            Worker made = new Worker(name, shared, thread, inPlace);
            preparing = made;
            made.containers().start(wanted).whenComplete((started, failure) -> prepared(made, wanted, failure));
        } catch (RuntimeException e) {
            retryLater(e);
        }
    }

    /** Another worker has the services of a generation, or could not have them: it is to serve all that the generation can. */
    private void prepared(Worker made, Generation wanted, @Nullable Throwable failure) {
        if (preparing != made) {
            return;
        }
        preparing = null;
        Throwable broken = failure;
        if (broken == null && wanted == generation) {
            try {
                Map<String, LoadException> failures = made.loads().load(wanted, true);
                if (failures.isEmpty()) {
                    made.loads().adopt(wanted);
                    worker = made;
                    retryMs = FIRST_RETRY_MS;
                    return;
                }
                broken = failures.values().iterator().next();
            } catch (RuntimeException e) {
                broken = e;
            }
        }
        made.close();
        if (broken == null) {
            // Another generation has become current meanwhile.
            replace();
        } else {
            retryLater(broken);
        }
    }

    private void retryLater(Throwable why) {
        LOGGER.error("{}: no worker can be made, trying again in {} ms", name, retryMs, why);
        shared.scheduler().schedule(() -> thread.execute(this::replace), retryMs, TimeUnit.MILLISECONDS);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    }

    /** Any thread: closes the worker. */
    CompletableFuture<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> {
            closed = true;
            Worker current = living();
            worker = null;
            preparing = null;
            if (current != null) {
                current.close();
            }
            done.complete(null);
        });
        return done;
    }
}
