package dev.titan.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Workers with threads of their own, and the bounded queue before them. An invocation goes to an idle worker at once and waits only when all are busy. Those that may hold
 * their thread wait apart, for a worker on which nothing is suspended; for threads that are held, the lane grows by others. Safe for use by many threads; no lock is taken on
 * the way of an invocation.
 */
final class SideLane {
    /** Threads beyond the configured number, per processor, in place of those that are held. */
    private static final int MORE_PER_PROCESSOR = 4;

    private final Shared shared;
    private final ConcurrentLinkedQueue<Invocation> queue = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Invocation> confined = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final ConcurrentLinkedDeque<SideThread> idle = new ConcurrentLinkedDeque<>();
    private final CopyOnWriteArrayList<SideThread> threads = new CopyOnWriteArrayList<>();
    private final int most;
    private volatile @Nullable Generation generation;

    SideLane(Shared shared) {
        this.shared = shared;
        int workers = shared.config().workers();
        most = workers + MORE_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < workers; i++) {
            threads.add(new SideThread(i, this, shared));
        }
        shared.parks().onPark(this::grow);
    }

    List<WorkerSlot> slots() {
        return threads.stream().map(SideThread::slot).toList();
    }

    /** The threads that there are now. */
    List<SideThread> threads() {
        return threads;
    }

    /** What threads that are added later load. */
    void loaded(Generation current) {
        generation = current;
    }

    /** Takes an invocation, or answers that the queue is full. */
    void submit(Invocation invocation) {
        if (queued.incrementAndGet() > shared.config().limits().queue()) {
            queued.decrementAndGet();
            finish(invocation, Failures.queueFull());
            return;
        }
        if (invocation.target().lane().confined()) {
            confined.add(invocation);
            wakeAll();
            if (threads.stream().noneMatch(SideThread::mayBecomeFree)) {
                grow();
            }
        } else {
            queue.add(invocation);
            wakeOne();
        }
    }

    /**
     * Takes calls of one caller and one generation; those that are known to be quick run at once and together.
     *
     * @param calls at least one
     * @param here of the thread that this is called on, null when it has none
     */
    void serve(List<? extends ServiceCall> calls, @Nullable WorkerSlot here) {
        ServiceSet services = calls.get(0).target().generation().services();
        LoadException broken = services == null ? null : services.failure();
        if (broken != null) {
            calls.forEach(call -> finish(call, Failures.servicesDown(broken)));
            return;
        }
        Worker worker = here == null ? null : here.worker();
        List<ServiceCall> quick = new ArrayList<>(calls.size());
        for (ServiceCall call : calls) {
            if (worker != null && call.target().lane().inPlace()) {
                quick.add(call);
            } else {
                submit(call);
            }
        }
        if (here != null && worker != null && !quick.isEmpty()) {
            here.serve(worker, quick);
        }
    }

    private void wakeOne() {
        SideThread thread;
        while ((thread = idle.pollFirst()) != null) {
            if (thread.wake()) {
                return;
            }
        }
    }

    private void wakeAll() {
        SideThread thread;
        while ((thread = idle.pollFirst()) != null) {
            thread.wake();
        }
    }

    /** Adds a thread, unless enough are not held or there are too many. */
    private synchronized void grow() {
        Generation current = generation;
        if (current == null || threads.size() >= most) {
            return;
        }
        long unheld = threads.stream().filter(thread -> !thread.isHeld()).count();
        if (unheld < shared.config().workers() || threads.stream().noneMatch(SideThread::mayBecomeFree)) {
            SideThread added = new SideThread(threads.size(), this, shared);
            added.slot().load(current);
            added.slot().adopt(current);
            threads.add(added);
        }
    }

    /**
     * The next invocation for a worker, or null.
     *
     * @param free whether nothing is suspended on it, so that it may take one that holds its thread
     */
    @Nullable
    Invocation take(boolean free) {
        Invocation invocation;
        while ((invocation = poll(free)) != null) {
            queued.decrementAndGet();
            if (invocation.isCancelled()) {
                finish(invocation, Failures.clientGone());
            } else if (waitedTooLong(invocation)) {
                finish(invocation, Failures.queueTimeout());
            } else {
                return invocation;
            }
        }
        return null;
    }

    /** Of the two queues the one whose first has waited longer. */
    private @Nullable Invocation poll(boolean free) {
        Invocation first = free ? confined.peek() : null;
        Invocation other = queue.peek();
        boolean takeConfined = first != null && (other == null || first.arrived() - other.arrived() <= 0);
        return takeConfined ? confined.poll() : queue.poll();
    }

    /** Answers those that have waited in the queue for too long. Called by the watchdog. */
    void expire() {
        expire(queue);
        expire(confined);
    }

    private void expire(ConcurrentLinkedQueue<Invocation> waiting) {
        Invocation first;
        while ((first = waiting.peek()) != null && waitedTooLong(first)) {
            if (waiting.remove(first)) {
                queued.decrementAndGet();
                finish(first, Failures.queueTimeout());
            }
        }
    }

    private boolean waitedTooLong(Invocation invocation) {
        return System.nanoTime() - invocation.arrived()
                > shared.config().limits().queueMs() * 1_000_000L;
    }

    private void finish(Invocation invocation, Answer answer) {
        if (invocation.finish(answer)) {
            shared.listener().answered(invocation, answer);
        }
    }

    void becomesIdle(SideThread thread) {
        idle.addFirst(thread);
    }

    void noLongerIdle(SideThread thread) {
        idle.remove(thread);
    }

    /** Whether nothing waits that a worker could take. */
    boolean isEmpty(boolean free) {
        return queue.isEmpty() && !(free && !confined.isEmpty());
    }

    int length() {
        return queued.get();
    }

    void stop() {
        threads.forEach(SideThread::stop);
    }
}
