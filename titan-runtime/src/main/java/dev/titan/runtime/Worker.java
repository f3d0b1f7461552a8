package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsTerminated;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An isolate and its thread. Everything happens on that thread but {@link #post}, {@link #abandon} and {@link #nextDeadline}: what comes from elsewhere is posted. JavaScript runs
 * in slices, each from entering V8 to leaving it; between them the worker answers what has ended and serves the next.
 */
final class Worker {
    private static final Logger LOGGER = LoggerFactory.getLogger(Worker.class);

    /** V8's own tasks are run once in so many slices. */
    private static final int SLICES_PER_PUMP = 64;

    private final String name;
    private final Shared shared;
    private final Executor thread;
    private final boolean inPlace;
    private final Kernel kernel;
    private final Slice slice = new Slice();
    private final Timers timers;
    private final Operations operations;
    private final Rejections rejections = new Rejections();

    /** Invocations that wait, by number. */
    private final Map<Integer, Invocation> suspended = new LinkedHashMap<>();

    /** Those the slice that runs now has settled; answered when it is over. */
    private final List<Settled> settled = new ArrayList<>();

    private record Settled(int number, String text, byte @Nullable [] bytes) {}

    /** Those that have been answered and still have work to do, by number. */
    private final Map<Integer, Invocation> kept = new HashMap<>();

    private @Nullable Invocation running;
    private volatile @Nullable Parking parking;

    /** Whether what is suspended here may hold the thread when it goes on. */
    private boolean exclusive;

    private volatile boolean seemsFree = true;
    private Map<Integer, byte[]> parkedBytes = Map.of();
    private int lastNumber;
    private int slices;
    private volatile long nextDeadline = Long.MAX_VALUE;
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
        this.operations = new Operations(shared.operations(), () -> wake(this::deliver));
        this.timers = new Timers(shared.scheduler(), () -> wake(this::fireTimers));
        try {
            this.kernel = new Kernel(shared.config(), hostFunctions());
        } catch (JsException e) {
            throw new IllegalStateException("the runtime's JavaScript does not boot: " + e.stack(), e);
        }
        kernel.isolate().onRejection(rejections);
    }

    String name() {
        return name;
    }

    Slice slice() {
        return slice;
    }

    Isolate isolate() {
        return kernel.isolate();
    }

    boolean inPlace() {
        return inPlace;
    }

    /** Any thread: when the first of the suspended invocations reaches its deadline, by {@link System#nanoTime}; {@code Long.MAX_VALUE} if none is suspended. */
    long nextDeadline() {
        return nextDeadline;
    }

    /** Any thread: runs a task on the worker's thread, unless the worker is closed by then. */
    void post(Runnable task) {
        thread.execute(() -> {
            if (!closed) {
                task.run();
            }
        });
    }

    /** Loads a generation beside those that are loaded. */
    void load(Generation generation) throws LoadException {
        slice.enter(null);
        try {
            kernel.load(generation);
        } catch (JsTerminated e) {
            throw new LoadException("an action did not finish loading within limits.cpuMs", e);
        } finally {
            slice.leave(kernel.isolate());
        }
    }

    /** Forgets a generation. */
    void unload(Generation generation) {
        kernel.unload(generation);
    }

    /** Runs a new invocation until it ends or waits. */
    void run(Invocation invocation) {
        if (invocation.isCancelled()) {
            invocation.finish(Failures.clientGone());
            return;
        }
        if (suspended.size() >= shared.config().limits().suspended()) {
            invocation.finish(Failures.tooManySuspended());
            return;
        }
        int number = nextNumber();
        invocation.take(this, number);
        running = invocation;
        ActionTarget target = invocation.target();
        exclusive = target.lane().confined();
        String result = null;
        byte[] bytes = null;
        long start = System.nanoTime();
        slice.enter(target);
        try {
            result = kernel.invoke(number, target, invocation.head(), invocation.body());
            if (result.charAt(0) == 'b') {
                bytes = kernel.takeBytes();
            }
        } catch (JsTerminated e) {
            // The slice says below who ended it.
        } catch (JsException e) {
            LOGGER.error("the runtime's JavaScript failed: {}", e.stack());
            result = "x{\"status\":500}";
        }
        boolean ended = leave(target, start, invocation);
        running = null;
        if (ended || result == null) {
            invocation.finish(limitFailure());
        } else if (result.equals("p")) {
            suspended.put(number, invocation);
        } else {
            byte[] own = bytes;
            answer(invocation, AnswerDecoder.decode(result, () -> own));
        }
        afterSlice();
        if (suspended.get(number) == invocation) {
            suspend(invocation);
        }
    }

    private int nextNumber() {
        do {
            lastNumber = lastNumber == Integer.MAX_VALUE ? 1 : lastNumber + 1;
        } while (suspended.containsKey(lastNumber));
        return lastNumber;
    }

    private void suspend(Invocation invocation) {
        long deadline = deadline(invocation);
        if (deadline < nextDeadline) {
            nextDeadline = deadline;
        }
        shared.listener().suspended(invocation);
        if (invocation.isCancelled()) {
            abandon(invocation);
        }
    }

    private long deadline(Invocation invocation) {
        return invocation.arrived() + wallNanos();
    }

    private long wallNanos() {
        return shared.config().limits().wallMs() * 1_000_000L;
    }

    private void answer(Invocation invocation, Answer answer) {
        if (invocation.finish(answer)) {
            shared.listener().answered(invocation, answer);
        }
    }

    /** Any thread: something has come in for JavaScript. A thread that is parked in it takes what it may at once. */
    private void wake(Runnable task) {
        Parking parked = parking;
        if (parked != null) {
            parked.wake();
        }
        post(task);
    }

    private void fireTimers() {
        for (int timer : timers.due()) {
            resume(() -> kernel.fire(timer));
        }
    }

    private void deliver() {
        @Nullable Object[] outcomes = operations.deliver();
        if (outcomes.length > 0) {
            resume(() -> kernel.settle(outcomes));
        }
    }

    /** JavaScript that continues what earlier slices began. */
    private interface Continuation {
        void run() throws JsException;
    }

    private void resume(Continuation continuation) {
        long start = System.nanoTime();
        slice.enter(null);
        try {
            continuation.run();
        } catch (JsTerminated e) {
            LOGGER.warn("{}: a callback was ended at a limit", name);
        } catch (JsException e) {
            AppLog.uncaught("uncaught error in a callback", e.getMessage(), e.stack());
        }
        leave(null, start, null);
        afterSlice();
    }

    /** @return whether the slice was ended at a limit */
    private boolean leave(@Nullable ActionTarget target, long start, @Nullable Invocation invocation) {
        boolean ended = slice.leave(kernel.isolate());
        long took = System.nanoTime() - start;
        if (invocation != null) {
            invocation.ran(took);
        }
        if (kernel.isolate().exhausted()) {
            // V8's own callback requested this termination, so the slice does not know of it.
            kernel.isolate().resume();
            ended = true;
        }
        if (target != null) {
            if (ended) {
                shared.listener().terminated(target, kernel.isolate().exhausted() ? LimitReason.HEAP : LimitReason.CPU);
            }
            place(target, took);
        }
        return ended;
    }

    private void place(ActionTarget target, long took) {
        if (inPlace) {
            if (took > LanePolicy.LONG && target.lane().demote()) {
                shared.listener().laneChanged(target, false);
            }
        } else if (target.lane().ranAside(took)) {
            shared.listener().laneChanged(target, true);
        }
    }

    private Answer.Failure limitFailure() {
        return kernel.isolate().exhausted()
                ? Failures.heapLimit(shared.config().limits().heapMb())
                : Failures.cpuLimit(shared.config().limits().cpuMs());
    }

    private void afterSlice() {
        // Answering may let the server hand over the next request on this very thread, so the list is taken first.
        while (!settled.isEmpty()) {
            Settled one = settled.remove(0);
            Invocation invocation = suspended.remove(one.number());
            if (invocation != null && !invocation.isAnswered()) {
                answer(invocation, AnswerDecoder.decode(one.text(), one::bytes));
            }
        }
        if (suspended.isEmpty()) {
            nextDeadline = Long.MAX_VALUE;
        }
        boolean free = isFree();
        if (free != seemsFree) {
            seemsFree = free;
        }
        rejections.report();
        if (++slices % SLICES_PER_PUMP == 0) {
            kernel.isolate().pump();
        }
    }

    /** Any thread: an invocation's client has gone. */
    void abandon(Invocation invocation) {
        Parking parked = parking;
        if (parked != null) {
            parked.wake();
        }
        post(() -> {
            if (suspended.get(invocation.number()) == invocation) {
                giveUp(invocation, false);
            }
        });
    }

    /** Answers an invocation in the place of its code, which is told to come to an end. */
    private void giveUp(Invocation invocation, boolean timedOut) {
        if (!invocation.isAnswered()) {
            answer(invocation, gaveUp(timedOut));
            resume(() -> kernel.cancel(invocation.number(), timedOut));
        }
    }

    private Answer.Failure gaveUp(boolean timedOut) {
        return timedOut ? Failures.deadline(shared.config().limits().wallMs()) : Failures.clientGone();
    }

    /** Gives up the suspended invocations that are past their deadline, and forgets those that do not end long after. */
    void expire() {
        long now = System.nanoTime();
        long next = Long.MAX_VALUE;
        for (Invocation invocation : List.copyOf(suspended.values())) {
            long deadline = deadline(invocation);
            if (invocation.isAnswered()) {
                deadline = Math.max(deadline, invocation.ended()) + wallNanos();
                if (deadline - now <= 0) {
                    suspended.remove(invocation.number());
                    continue;
                }
            } else if (deadline - now <= 0) {
                giveUp(invocation, true);
                deadline = now + wallNanos();
            }
            next = Math.min(next, deadline);
        }
        nextDeadline = next;
    }

    /** Whether the worker can go on: false once its heap is exhausted. */
    boolean usable() {
        return !closed && !kernel.isolate().exhausted();
    }

    /** Any thread: how many invocations it has begun and not answered. */
    CompletableFuture<Integer> inFlight() {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        thread.execute(() -> count.complete(kept.size()
                + (int) suspended.values().stream().filter(i -> !i.isAnswered()).count()));
        return count;
    }

    /** Frees the isolate; its suspended invocations fail. */
    void close() {
        closed = true;
        timers.close();
        operations.close();
        Answer.Failure failure = kernel.isolate().exhausted() ? Failures.workerLost() : Failures.draining();
        for (Invocation invocation : List.copyOf(suspended.values())) {
            answer(invocation, failure);
        }
        suspended.clear();
        kernel.isolate().resume();
        kernel.close();
    }

    private @Nullable Invocation find(Object number) {
        Invocation now = running;
        if (now != null && now.number() == (Integer) number) {
            return now;
        }
        Invocation waiting = suspended.get((Integer) number);
        return waiting == null ? kept.get((Integer) number) : waiting;
    }

    /** Whether nothing is suspended here: then an invocation may hold the thread without holding up others. */
    boolean isFree() {
        return suspended.isEmpty() && kept.isEmpty();
    }

    /** Whether it may take another invocation: not while one is suspended that may hold the thread. */
    boolean mayTake() {
        return !exclusive || isFree();
    }

    /** Any thread: whether an invocation holds the thread now. */
    boolean isHeld() {
        return parking != null;
    }

    /** Any thread: {@link #isFree} as of the end of the last slice, and no invocation holds the thread. */
    boolean seemsFree() {
        return seemsFree && parking == null;
    }

    /** JavaScript: holds the thread until something comes in that the invocation may wait for. @return JSON, see {@code host.ts} */
    private String park(Object number) {
        Invocation invocation = find(number);
        if (invocation == null) {
            throw new IllegalStateException("no invocation " + number);
        }
        Parking own = new Parking(invocation, deadline(invocation), operations, timers);
        parking = own;
        shared.parks().begin(invocation, inPlace);
        try {
            Parking.Arrival arrival = own.await();
            if (arrival.cancelled() && !invocation.isAnswered()) {
                answer(invocation, gaveUp(arrival.timedOut()));
            }
            parkedBytes = arrival.bytes();
            return arrival.json();
        } finally {
            parking = null;
            shared.parks().end();
        }
    }

    /** What JavaScript may call; the contract is {@code src/main/ts/kernel/host.ts}. */
    private Map<String, HostFunction> hostFunctions() {
        Map<String, HostFunction> host = new HashMap<>();
        host.put("details", a -> {
            Invocation invocation = find(a[0]);
            return invocation == null ? "http\n\n\n\n" : invocation.details();
        });
        host.put("rawBody", a -> {
            Invocation invocation = find(a[0]);
            return invocation == null ? new byte[0] : invocation.rawBody();
        });
        host.put("complete", a -> {
            settled.add(new Settled((Integer) a[0], (String) a[1], (byte[]) (a.length > 2 ? a[2] : null)));
            return null;
        });
        host.put("keep", a -> {
            Invocation invocation = find(a[0]);
            if (invocation != null) {
                invocation.keepScope();
                kept.put((Integer) a[0], invocation);
            }
            return null;
        });
        host.put("release", a -> {
            Invocation invocation = kept.remove((Integer) a[0]);
            if (invocation != null && invocation.isAnswered()) {
                invocation.closeScope();
            }
            return null;
        });
        host.put("park", a -> park(a[0]));
        host.put("parkedBytes", a -> parkedBytes.get((Integer) a[0]));
        host.put("startOperation", a -> {
            Invocation invocation = find(a[2]);
            Scope scope = invocation == null ? shared.noScope() : invocation.scope(deadline(invocation));
            byte[] bytes = (byte[]) (a.length > 4 ? a[4] : null);
            operations.start((Integer) a[0], (String) a[1], (String) a[3], bytes, scope);
            return null;
        });
        host.put("cancelOperation", a -> {
            operations.cancel((Integer) a[0]);
            return null;
        });
        host.put("startTimer", a -> {
            timers.start((Integer) a[0], ((Number) a[1]).longValue());
            return null;
        });
        host.put("stopTimer", a -> {
            timers.stop((Integer) a[0]);
            return null;
        });
        host.put("log", a -> {
            AppLog.write((String) a[0], (String) a[1], (String) a[2], find(a[3]));
            return null;
        });
        host.put(
                "decodeUtf8",
                a -> a[0] == null
                        ? ""
                        : StandardCharsets.UTF_8
                                .decode(ByteBuffer.wrap((byte[]) a[0]))
                                .toString());
        host.put("encodeUtf8", a -> ((String) a[0]).getBytes(StandardCharsets.UTF_8));
        return host;
    }
}
