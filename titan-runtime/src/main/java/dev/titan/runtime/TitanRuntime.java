package dev.titan.runtime;

import dev.titan.config.NetPermission;
import dev.titan.config.TitanConfig;
import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.host.Once;
import dev.titan.host.Operation;
import dev.titan.host.PipeRoom;
import dev.titan.host.Sleep;
import dev.titan.host.cache.AppCache;
import dev.titan.host.compression.Compression;
import dev.titan.host.crypto.Crypto;
import dev.titan.host.db.Database;
import dev.titan.host.events.Events;
import dev.titan.host.fetch.Fetch;
import dev.titan.host.fetch.WebSockets;
import dev.titan.host.files.FileOperations;
import dev.titan.host.password.Passwords;
import dev.titan.host.redis.Redis;
import dev.titan.host.session.CookieSecrets;
import dev.titan.host.session.MemorySessions;
import dev.titan.host.tasks.Tasks;
import dev.titan.inspector.InspectorTargets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
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
    private static final long CALCULATION_IDLE_S = 30;

    private final Shared shared;
    private final ScheduledThreadPoolExecutor scheduler;
    private final ExecutorService files;
    private final ExecutorService calculations;
    private final FileOperations appFiles;
    private final Passwords passwords = new Passwords(daemons("titan-password"));
    private final Fetch fetch;
    private final Sockets sockets = new Sockets();
    private final Database database;
    private final @Nullable Redis redis;
    private final AppCache cache;
    private final Handlers handlers = new Handlers();
    private final Events events;
    private final Tasks tasks;
    private final SideLane side;
    private final Watchdog watchdog;
    private final List<@Nullable WorkerSlot> inPlace = new CopyOnWriteArrayList<>();
    private final Generations generations;
    private volatile boolean draining;

    /** Starts V8 and the threads of the side lane. */
    public TitanRuntime(RuntimeConfig config, RuntimeListener listener) {
        Engine.start(new EngineOptions(config.limits().heapMb(), config.eval()));
        scheduler = new ScheduledThreadPoolExecutor(1, daemons("titan-timer"));
        scheduler.setRemoveOnCancelPolicy(true);
        files = Executors.newCachedThreadPool(daemons("titan-files"));
        calculations = calculations();
        fetch = new Fetch(config.limits().fetch(), config.net());
        database = new Database(config.database(), scheduler);
        redis = Redis.of(config.stores().redis());
        cache = new AppCache(config.stores().cache(), redis);
        Map<String, Operation> operations = new HashMap<>(database.operations());
        operations.put("cache", cache);
        events = new Events(handlers, redis);
        operations.put("events.emit", events);
        TitanConfig.Tasks ofTasks = config.stores().tasks();
        tasks = new Tasks(ofTasks, config.workers(), handlers, () -> database.tasks(ofTasks), scheduler);
        operations.put("tasks", tasks);
        operations.put("sleep", new Sleep(scheduler));
        operations.put("once", new Once());
        operations.put("body.part", new ReadPart(files));
        operations.put("fetch", fetch);
        operations.put("fetch.body", fetch.body());
        operations.put("fetch.read", fetch.read());
        operations.put("fetch.cancel", fetch.cancel());
        operations.put("pipe.room", new PipeRoom());
        operations.put("crypto", new Crypto(calculations));
        appFiles = new FileOperations(config.files(), daemons("titan-fs"));
        operations.putAll(appFiles.operations());
        operations.put("extension", config.extensions().operation());
        operations.put("password.hash", passwords.hash());
        operations.put("password.verify", passwords.verify());
        WebSockets sockets = new WebSockets(fetch);
        operations.put("socket.open", sockets.open());
        operations.put("socket.next", sockets.next());
        operations.put("socket.send", sockets.send());
        operations.put("socket.close", sockets.close());
        Compression compression = new Compression(calculations);
        operations.put("compression.open", compression.open());
        operations.put("compression.write", compression.write());
        operations.put("ws.ready", this.sockets.ready());
        operations.put("session.memory", new MemorySessions());
        shared = new Shared(
                config,
                listener,
                scheduler,
                Map.copyOf(operations),
                new Parks(listener),
                this.sockets,
                handlers,
                new CookieSecrets(config.stores().session().secrets()),
                new RateLimits());
        side = new SideLane(shared);
        generations = new Generations(shared, this::slots, this::adopted);
        handlers.serve(generations::current, side::submit, this::slots);
        watchdog = new Watchdog(shared, side, this::forEachLiving);
    }

    private void adopted(Generation generation) {
        side.loaded(generation);
        sockets.adopted(generation);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** As many threads as cores, which end when there is nothing to calculate. */
    private static ExecutorService calculations() {
        int threads = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                CALCULATION_IDLE_S,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons("titan-crypto"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
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

    /** Lets {@code fetch} connect to other places than before, from its next connection on. */
    public void permit(NetPermission net) {
        fetch.permit(net);
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
     * Runs an invocation: at once on this thread if its action is known to be quick and the thread has an isolate, otherwise aside. Its {@link Invocation#answer} is called in any
     * case, perhaps before this returns.
     *
     * @param thread the number of the attached thread this is called on, or -1
     */
    public void dispatch(Invocation invocation, int thread) {
        if (thread >= 0 && thread < inPlace.size() && invocation.target().lane().inPlace()) {
            WorkerSlot slot = Objects.requireNonNull(inPlace.get(thread));
            Worker worker = slot.worker();
            if (worker != null) {
                slot.run(worker, invocation);
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
        tasks.drain();
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
        if (!scheduler.isShutdown()) {
            scheduler.schedule(() -> lookDrained(drained), DRAIN_LOOK_MS, TimeUnit.MILLISECONDS);
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
        tasks.drain();
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
        tasks.close();
        scheduler.shutdownNow();
        files.shutdownNow();
        calculations.shutdownNow();
        passwords.close();
        appFiles.close();
        shared.config().extensions().close();
        fetch.close();
        cache.close();
        if (redis != null) {
            redis.close();
        }
        database.close();
    }
}
