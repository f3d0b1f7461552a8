package dev.titan.runtime;

import dev.titan.config.NetPermission;
import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.host.events.EventTap;
import dev.titan.host.session.CookieSecrets;
import dev.titan.host.trace.Tracer;
import dev.titan.inspector.InspectorTargets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Isolates that serve invocations, in two lanes: in place, on the threads that read requests, and aside, on threads of their own. Safe for use by many threads.
 *
 * <p>Set up in this order: make it, {@link #attachInPlace} for each thread that reads requests, {@link #load}, then {@link #dispatch}.
 */
public final class TitanRuntime implements AutoCloseable {
    private static final long DRAIN_LOOK_MS = 10;

    private final Shared shared;
    private final HostApis host;
    private final Sockets sockets = new Sockets();
    private final Handlers handlers = new Handlers();
    private final SideLane side;
    private final Watchdog watchdog;
    private final List<@Nullable WorkerSlot> inPlace = new CopyOnWriteArrayList<>();
    private final Generations generations;
    private volatile boolean draining;

    /** Starts V8 and the threads of the side lane. */
    public TitanRuntime(RuntimeConfig config, RuntimeListener listener) {
        Engine.start(new EngineOptions(config.limits().heapMb(), config.eval()));
        host = new HostApis(config, handlers, sockets);
        shared = new Shared(
                config,
                listener,
                host.scheduler(),
                host.operations(),
                new Parks(listener),
                sockets,
                handlers,
                new CookieSecrets(config.stores().session().secrets()),
                host.rates());
        side = new SideLane(shared);
        generations = new Generations(shared, this::slots, this::adopted);
        handlers.serve(generations::current, side::submit, this::slots, config.tracer());
        watchdog = new Watchdog(shared, side, this::forEachLiving);
    }

    private void adopted(Generation generation) {
        side.loaded(generation);
        sockets.adopted(generation);
    }

    /**
     * Gives a thread that reads requests an isolate of its own, unless there may be debuggers. To be called before {@link #load}.
     *
     * @param index the thread's number, counted up from 0, for {@link #dispatch}
     * @param thread runs tasks on that thread
     */
    public void attachInPlace(int index, Executor thread) {
        if (shared.config().inspector() != null) {
            return;
        }
        if (index != inPlace.size()) {
            throw new IllegalArgumentException(
                    "attach threads in order: expected " + inPlace.size() + ", not " + index);
        }
        inPlace.add(new WorkerSlot("titan-io-" + index, shared, thread, true));
    }

    /**
     * Loads an app into all workers; from then on it is {@link #current()}. Invocations of the generation before finish on its code. Waits until all have loaded; not to be
     * called on a worker's thread.
     *
     * @throws LoadException when a bundle cannot be loaded; the current generation stays
     */
    public Generation load(App app) throws LoadException {
        return generations.load(app);
    }

    /**
     * The same for an app that may be broken in part: an action that cannot be loaded is one of the generation's {@link Generation#faults}, and the others are served. While
     * the code of the current generation does all that can be done, it stays, with its state; only its faults are others then.
     *
     * <p>Of a generation that becomes current, what the one before had not is evaluated at once in all workers, and the rest soon after.
     *
     * @param settings what the app can read
     * @param anew whether even code that has not changed is to begin afresh
     * @throws LoadException when a worker cannot be made; the current generation stays
     */
    public Generation reload(App app, AppSettings settings, boolean anew) throws LoadException {
        return generations.reload(app, settings, anew);
    }

    /** Who records spans; null where nobody does. */
    public @Nullable Tracer tracer() {
        return shared.config().tracer();
    }

    /** Lets {@code fetch} connect to other places than before, from its next connection on. */
    public void permit(NetPermission net) {
        host.fetch().permit(net);
    }

    /** @throws IllegalStateException before the first {@link #load} */
    public Generation current() {
        Generation generation = generations.current();
        if (generation == null) {
            throw new IllegalStateException("nothing is loaded");
        }
        return generation;
    }

    /**
     * Runs an invocation: on this thread, now or at the end of its turn, if its action is known to be quick and the thread has an isolate, otherwise aside. Its {@link Invocation#answer} is called in any
     * case, perhaps before this returns.
     *
     * @param thread the number of the attached thread this is called on, or -1
     */
    public void dispatch(Invocation invocation, int thread) {
        if (thread >= 0 && thread < inPlace.size() && invocation.target().lane().inPlace()) {
            WorkerSlot slot = Objects.requireNonNull(inPlace.get(thread));
            Worker worker = slot.worker();
            if (worker != null) {
                slot.jointEntry().run(worker, invocation);
                return;
            }
        }
        side.submit(invocation);
    }

    /**
     * Asks the app whether a request is to become a socket, on the worker that the socket will belong to.
     *
     * @param target of a route for sockets
     * @param answer takes what is to be answered, on a thread of the runtime's. A response with status 101 makes it a socket: its headers go into the handshake's answer, and
     *     {@link SocketSession#opened} or {@link SocketSession#closed} follows.
     */
    public SocketSession openSocket(ActionTarget target, SocketRequest request, Consumer<Answer> answer) {
        SocketSession session = new SocketSession(
                sockets.nextId(), target, request, sockets, sockets.leastUsed(side.threads()), shared, answer);
        sockets.add(session);
        session.begin();
        return session;
    }

    /** Tells of all events of {@code t.events}, of whatever server, beside the app's handlers; in the place of who was told before. */
    public void tapEvents(EventTap listener) {
        host.events().tap(listener);
    }

    /** Closes all sockets of actions. */
    public void closeSockets(int code, String reason) {
        sockets.closeAll(code, reason);
    }

    /** What sockets of actions do. */
    public SocketCounts sockets() {
        return sockets.counts();
    }

    /**
     * Runs calls of services, of one caller and one generation, as {@link #dispatch} does each: those that are known to be quick at once and together.
     *
     * @param thread the number of the attached thread this is called on, or -1
     */
    public void serve(List<? extends ServiceCall> calls, int thread) {
        side.serve(calls, thread >= 0 && thread < inPlace.size() ? inPlace.get(thread) : null);
    }

    /** Whether invocations are served: something is loaded, a worker of the side lane lives, and nothing is draining. */
    public boolean ready() {
        return generations.current() != null
                && !draining
                && side.slots().stream().anyMatch(slot -> slot.worker() != null);
    }

    /** Invocations that wait for a worker. */
    public int queueLength() {
        return side.length();
    }

    /** Invocations that are suspended now, in all workers. */
    public int suspended() {
        int[] count = {0};
        forEachWorker(worker -> count[0] += worker.suspended());
        return count[0];
    }

    /** Answers that are being streamed now, in all workers. */
    public int streams() {
        int[] count = {0};
        forEachWorker(worker -> count[0] += worker.streams());
        return count[0];
    }

    /** Threads that a drift holds now. */
    public int parked() {
        return shared.parks().parked();
    }

    /** Workers that live, in both lanes. */
    public int workers() {
        int[] count = {0};
        forEachWorker(worker -> count[0]++);
        return count[0];
    }

    /** How each worker is, the side lane's first. Completes within a moment. */
    public CompletionStage<List<WorkerState>> workerStates() {
        List<CompletableFuture<WorkerState>> told =
                slots().stream().map(WorkerSlot::state).toList();
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                .thenApply(all -> told.stream().map(CompletableFuture::join).toList());
    }

    /** Makes {@link #ready()} false. @return completes when no invocation is queued, running or suspended, and no socket open */
    public CompletionStage<Void> drain() {
        draining = true;
        host.tasks().drain();
        CompletableFuture<Void> drained = new CompletableFuture<>();
        lookDrained(drained);
        return drained;
    }

    private void lookDrained(CompletableFuture<Void> drained) {
        if (side.length() == 0 && sockets.isEmpty()) {
            List<CompletableFuture<Integer>> counts = new ArrayList<>();
            forEachWorker(worker -> counts.add(worker.inFlight()));
            CompletableFuture.allOf(counts.toArray(CompletableFuture[]::new)).thenRun(() -> {
                if (side.length() == 0 && counts.stream().allMatch(count -> count.join() == 0)) {
                    drained.complete(null);
                } else {
                    lookAgain(drained);
                }
            });
        } else {
            lookAgain(drained);
        }
    }

    private void lookAgain(CompletableFuture<Void> drained) {
        if (!host.scheduler().isShutdown()) {
            host.scheduler().schedule(() -> lookDrained(drained), DRAIN_LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }

    private List<WorkerSlot> slots() {
        List<WorkerSlot> all = new ArrayList<>(side.slots());
        all.addAll(inPlace);
        return all;
    }

    void forEachWorker(Consumer<Worker> action) {
        for (WorkerSlot slot : slots()) {
            Worker worker = slot.worker();
            if (worker != null) {
                action.accept(worker);
            }
        }
    }

    /** The same with those that are being made. */
    private void forEachLiving(Consumer<Worker> action) {
        for (WorkerSlot slot : slots()) {
            Worker worker = slot.living();
            if (worker != null) {
                action.accept(worker);
            }
        }
    }

    /** Has every container of services end: each {@code onStop}, then each {@code onDestroy}, in reverse. Waits for it, for as long as {@code limits.shutdownMs} says. */
    private void stopServices() {
        Generation generation = generations.current();
        if (generation == null || generation.services() == null) {
            return;
        }
        CompletableFuture.allOf(slots().stream().map(WorkerSlot::stopServices).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, shared.config().limits().shutdownMs(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Ends the services and closes all isolates; what still runs is ended, what is suspended fails. The attached threads must still run. Waits until it is done. */
    @Override
    public void close() {
        draining = true;
        stopServices();
        host.tasks().drain();
        InspectorTargets inspector = shared.config().inspector();
        if (inspector != null) {
            inspector.close();
        }
        watchdog.stop();
        forEachLiving(worker -> worker.isolate().terminate());
        CompletableFuture.allOf(slots().stream().map(WorkerSlot::close).toArray(CompletableFuture[]::new))
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(e -> null)
                .join();
        side.stop();
        host.close();
    }
}
