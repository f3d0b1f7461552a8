package dev.titan.runtime;

import dev.titan.engine.HeapUse;
import dev.titan.engine.JsTerminated;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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
    private volatile @Nullable Generation generation;
    private long retryMs = FIRST_RETRY_MS;
    private boolean closed;
    private final AtomicLong invocations = new AtomicLong();
    private volatile HeapUse heap = HeapUse.UNKNOWN;

    WorkerSlot(String name, Shared shared, Executor thread, boolean inPlace) {
        this.name = name;
        this.shared = shared;
        this.thread = thread;
        this.inPlace = inPlace;
    }

    /** Any thread: the worker, null while there is none that can serve. */
    @Nullable
    Worker worker() {
        return worker;
    }

    /** Any thread: loads a generation, making the worker if there is none yet. @return why actions cannot be loaded, by their id */
    CompletableFuture<Map<String, LoadException>> load(Generation next) {
        CompletableFuture<Map<String, LoadException>> done = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                Worker current = worker;
                if (current == null) {
                    current = new Worker(name, shared, thread, inPlace);
                    worker = current;
                }
                done.complete(current.loads().load(next, false));
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
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
        thread.execute(() -> tell(now -> now.loads().adopt(current)));
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

    /** Another worker, with all that the generation can serve. */
    private Worker create(Generation first) throws LoadException {
        Worker made = new Worker(name, shared, thread, inPlace);
        try {
            for (LoadException failure : made.loads().load(first, true).values()) {
                throw failure;
            }
            made.loads().adopt(first);
            return made;
        } catch (LoadException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** Runs an invocation on the worker, which must be there, and replaces the worker if that was its end. */
    void run(Worker current, Invocation invocation) {
        invocations.lazySet(invocations.getPlain() + 1);
        current.run(invocation);
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
        if (closed || wanted == null || worker != null) {
            return;
        }
        try {
            worker = create(wanted);
            retryMs = FIRST_RETRY_MS;
        } catch (LoadException | RuntimeException e) {
            LOGGER.error("{}: no worker can be made, trying again in {} ms", name, retryMs, e);
            shared.scheduler().schedule(() -> thread.execute(this::replace), retryMs, TimeUnit.MILLISECONDS);
            retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
        }
    }

    /** Any thread: closes the worker. */
    CompletableFuture<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> {
            closed = true;
            Worker current = worker;
            worker = null;
            if (current != null) {
                current.close();
            }
            done.complete(null);
        });
        return done;
    }
}
