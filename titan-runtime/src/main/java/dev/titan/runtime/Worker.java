package dev.titan.runtime;

import dev.titan.config.Limits;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsTerminated;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An isolate and its thread. Everything happens on that thread but what says "any thread": what comes from elsewhere is posted. JavaScript runs in slices, each from entering V8 to
 * leaving it; between them the worker answers what has ended and serves the next.
 */
final class Worker {
    /** V8's own tasks are run once in so many slices. */
    private static final int SLICES_PER_PUMP = 64;

    /** What the log calls code that was ended and belongs to no invocation that somebody waits for. */
    static final String UNOWNED = "code that nobody waits for";

    private final String name;
    private final Shared shared;
    private final Executor thread;
    private final boolean inPlace;
    private final Kernel kernel;
    private final Loads loads;
    private final Containers containers;
    private final Slice slice = new Slice();
    private final SliceAccount account;
    private final OutsideMemory outside;
    private final Timers timers;
    private final Operations operations;
    private final Suspended suspended;
    private final Rejections rejections;
    private final Settlements settlements;
    private final AnswerStreams streams;
    private final Abandonment abandonment;
    private final HostBridge bridge;
    private final Starts starts;
    private final CallRunner calls;
    private final Terminations terminations;

    private final InvocationRunner invocations;
    private final HeldThread held;
    /** Whether what is suspended here may hold the thread when it goes on. */
    private boolean exclusive;

    private volatile boolean seemsFree = true;
    /** Of operations that belong to no invocation. */
    private final Scope noScope = new Scope(null, Long.MAX_VALUE, RequestBody.NONE);

    private volatile int slices;
    private volatile boolean closed;

    /**
     * Makes the isolate; to be called on the thread that will own it.
     *
     * @param thread runs tasks on that thread
     */
    Worker(String name, Shared shared, Executor thread, boolean inPlace) {
        this.name = name;
        this.shared = shared;
        this.thread = thread;
        this.inPlace = inPlace;
        this.account = new SliceAccount(inPlace, shared.listener());
        this.outside = new OutsideMemory(shared.config().limits().heapMb());
        this.operations = new Operations(shared, () -> wake(this::deliver));
        this.timers = new Timers(shared.scheduler(), () -> wake(this::fireTimers));
        Limits limits = shared.config().limits();
        this.suspended = new Suspended(limits.wallMs());
        this.streams = new AnswerStreams(limits.idleMs(), limits.wallMs());
        this.settlements = new Settlements(this, suspended, streams);
        this.abandonment = new Abandonment(this, suspended, streams, limits);
        this.held = new HeldThread(shared, operations, timers, account, abandonment, inPlace);
        this.bridge = new HostBridge(this, operations, timers, suspended, settlements, noScope, shared.listener());
        bridge.add(shared.handlers().functions(this));
        bridge.add(new AnswerBridge(this, suspended, settlements, streams, abandonment, noScope).functions());
        bridge.add(SocketBridge.functions(shared.sockets()));
        bridge.add(SessionBridge.functions(shared.config().stores().session(), shared.secrets()));
        bridge.add(new CallBridge(this, shared.rates()).functions());
        try {
            this.kernel = new Kernel(shared.config(), bridge.functions(), name, this::runForDebugger);
        } catch (JsException e) {
            throw new IllegalStateException("the runtime's JavaScript does not boot: " + e.stack(), e);
        }
        this.loads = new Loads(this, kernel, slice, shared);
        this.containers = new Containers(this, kernel, slice, suspended, shared);
        this.starts = new Starts(this, suspended, shared);
        this.terminations = new Terminations(kernel, bridge, abandonment, limits);
        this.invocations =
                new InvocationRunner(this, kernel, loads, suspended, starts, abandonment, limits, terminations);
        this.calls = new CallRunner(this, kernel, suspended, starts, terminations);
        this.rejections = new Rejections(this, kernel);
    }

    /** Any thread: runs what a debugger asks for, as a slice that continues no invocation. */
    private void runForDebugger(Runnable task) {
        post(() -> resume(List.of(), () -> kernel.run(task)));
    }

    String name() {
        return name;
    }

    Slice slice() {
        return slice;
    }

    Kernel kernel() {
        return kernel;
    }

    /** Any thread, for {@link Isolate#terminate} alone. */
    Isolate isolate() {
        return kernel.isolate();
    }

    boolean inPlace() {
        return inPlace;
    }

    /** Any thread: when {@link #expire} is to be called, by {@link System#nanoTime}. */
    long nextDeadline() {
        return abandonment.nextDeadline();
    }

    /** Any thread: runs a task on the worker's thread, unless the worker is closed by then. */
    void post(Runnable task) {
        thread.execute(() -> {
            if (!closed) {
                task.run();
            }
        });
    }

    Loads loads() {
        return loads;
    }

    Containers containers() {
        return containers;
    }

    /** What reads the stacks of an invocation's code, or of code that belongs to none. */
    StackMap stacks(@Nullable Invocation invocation) {
        return invocation == null ? kernel.stacks() : invocation.target().stacks();
    }

    /** Runs new calls of services. */
    void serve(List<? extends ServiceCall> given) {
        exclusive = given.get(0).target().lane().confined();
        calls.run(given);
    }

    /** Lets the code of an invocation go on with what the host has for it. */
    void proceed(Invocation invocation, Continuation continuation) {
        resume(List.of(invocation), continuation);
    }

    /** Runs a new invocation until it ends or waits. */
    void run(Invocation invocation) {
        if (invocation instanceof ServiceCall call) {
            serve(List.of(call));
            return;
        }
        exclusive = invocation.target().lane().confined();
        invocations.run(invocation, bridge);
    }

    /** Runs new invocations of actions that may run in place, in one slice. */
    void runAll(List<Invocation> given) {
        exclusive = false;
        invocations.runAll(given);
    }

    /** Hands an answer over, unless the invocation has one. */
    void answer(Invocation invocation, Answer answer) {
        if (invocation.finish(answer)) {
            shared.listener().answered(invocation, answer);
        }
    }

    /** Any thread: something has come in for JavaScript. A thread that is parked in it takes what it may at once. */
    private void wake(Runnable task) {
        held.wake();
        post(task);
    }

    private void fireTimers() {
        for (int timer : timers.due()) {
            resume(List.of(), "a timer's callback", () -> kernel.fire(timer));
        }
    }

    private void deliver() {
        Operations.Delivery delivery = operations.deliver();
        // Where the code of one is ended, those behind it have not been told; who has been is not told again.
        for (int tries = delivery.isEmpty() ? 0 : Operations.MOST_AT_ONCE; tries > 0; tries--) {
            tries = resume(delivery.owners(), () -> kernel.settle(delivery)) == LimitReason.CPU ? tries : 0;
        }
    }

    /** JavaScript: an invocation is to go on once the microtasks of this slice are over. */
    void turn(int number) {
        post(() -> {
            Invocation owner = find(number);
            resume(owner == null ? List.of() : List.of(owner), () -> kernel.turn(number));
        });
    }

    /** The same as {@link #resume(List, String, Continuation)}, of code that has no name. */
    @Nullable
    LimitReason resume(List<Invocation> owners, Continuation continuation) {
        return resume(owners, UNOWNED, continuation);
    }

    /**
     * Runs a slice.
     *
     * @param owners the invocations that it continues
     * @param unowned what the log calls its code if it is ended and belongs to no invocation that somebody waits for; empty where somebody else tells of it
     * @return the limit that ended it, or null
     */
    @Nullable
    LimitReason resume(List<Invocation> owners, String unowned, Continuation continuation) {
        long start = System.nanoTime();
        enter(owners.isEmpty() ? null : owners.get(0).target(), start);
        String result = null;
        try {
            result = continuation.run();
        } catch (JsTerminated e) {
            // What ended it is told by leave().
        } catch (JsException e) {
            AppLog.uncaught("uncaught error in a callback", e, kernel.stacks());
        }
        LimitReason limit = leave(owners, start);
        if (result != null) {
            bridge.continued(result);
        }
        if (limit != null) {
            boolean starts = owners.isEmpty() && containers.ended(limit);
            terminations.ofContinued(owners, starts ? "" : unowned, limit, result != null);
        }
        afterSlice();
        return limit;
    }

    /** JavaScript is about to run on behalf of a target, or of none. */
    void enter(@Nullable ActionTarget target, long start) {
        account.begins(start);
        slice.enter(target);
    }

    /** @return the limit that ended the slice, or null */
    @Nullable
    LimitReason leave(List<Invocation> owners, long start) {
        LimitReason limit = slice.leave(kernel.isolate()) ? LimitReason.CPU : null;
        if (kernel.isolate().exhausted()) {
            // V8's own callback requested this termination, so the slice does not know of it.
            kernel.isolate().resume();
            limit = LimitReason.HEAP;
        }
        long took = account.add(owners, start, limit);
        if (limit == null && outside.isExceeded(kernel, took)) {
            kernel.isolate().condemn();
        }
        return limit;
    }

    void afterSlice() {
        settlements.answer();
        kernel.afterSlice();
        boolean free = suspended.isEmpty();
        if (free != seemsFree) {
            seemsFree = free;
        }
        rejections.report();
        int done = slices + 1;
        slices = done;
        if (done % SLICES_PER_PUMP == 0) {
            pump();
        }
    }

    /** Lets V8 do what it has put off, such as giving back memory. */
    void pump() {
        kernel.isolate().pump();
    }

    /** Any thread: how many slices there have been. */
    int slices() {
        return slices;
    }

    /** Any thread: an invocation's client has gone. */
    void abandon(Invocation invocation) {
        wake(() -> abandonment.abandon(invocation));
    }

    /** Tells the code of an invocation that it is given up. */
    void cancel(Invocation invocation, boolean timedOut) {
        proceed(invocation, () -> kernel.cancel(invocation.number(), timedOut));
    }

    /** Gives up what is past its deadline. */
    void expire() {
        abandonment.expire();
    }

    /** JavaScript: holds the thread until something comes in that the invocation may wait for. */
    Parking.Arrival park(Invocation invocation, int drifts) {
        return held.park(invocation, drifts);
    }

    /** Any thread: how many invocations are suspended here, those included whose answers are streamed. */
    int suspended() {
        return suspended.size() + streams.size();
    }

    /** Any thread: how many answers are streamed from here. */
    int streams() {
        return streams.size();
    }

    /** The invocation that JavaScript knows by this number, or null once it has ended. */
    @Nullable
    Invocation find(int number) {
        Invocation now = invocations.running(number);
        return now == null ? suspended.find(number) : now;
    }

    /** Whether nothing is suspended here: then an invocation may hold the thread without holding up others. */
    boolean isFree() {
        return suspended.isEmpty();
    }

    /** Whether it may take another invocation: not while one is suspended that may hold the thread. */
    boolean mayTake() {
        return !exclusive || isFree();
    }

    /** Any thread: whether an invocation holds the thread now. */
    boolean isHeld() {
        return held.isHeld();
    }

    /** Any thread: {@link #isFree} as of the end of the last slice, and no invocation holds the thread. */
    boolean seemsFree() {
        return seemsFree && !held.isHeld();
    }

    /** Whether the worker can go on: false once its heap is exhausted. */
    boolean usable() {
        return !closed && !kernel.isolate().exhausted();
    }

    /**
     * Whether its heap leaves no room for more, which a slice that was ended may be due to: V8 collects garbage for seconds before it gives up. Such a worker cannot go on either.
     */
    boolean isFull() {
        long limit = (long) shared.config().limits().heapMb() << 20;
        if (!kernel.isolate().exhausted() && kernel.isolate().heap().used() > limit / 10 * 9) {
            kernel.isolate().exhaust();
        }
        return kernel.isolate().exhausted();
    }

    /** Any thread: how many invocations it has begun that are not done. */
    CompletableFuture<Integer> inFlight() {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        thread.execute(() -> count.complete(suspended.unfinished()));
        return count;
    }

    /** Frees the isolate; its suspended invocations fail. */
    void close() {
        closed = true;
        timers.close();
        operations.close();
        containers.close();
        noScope.close();
        Answer.Failure failure = kernel.isolate().exhausted() ? Failures.workerLost() : Failures.draining();
        streams.cutAll(failure.title() + ": " + failure.detail());
        suspended.clear().forEach(invocation -> answer(invocation, failure));
        shared.sockets().lost(this);
        shared.handlers().lost(this);
        kernel.isolate().resume();
        kernel.close();
    }
}
