package dev.titan.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Workers with threads of their own, and the bounded queue before them. An invocation goes to an idle worker at once and waits only when all are busy. Safe for use by many
 * threads; no lock is taken on the way of an invocation.
 */
final class SideLane {
    private final Shared shared;
    private final ConcurrentLinkedQueue<Invocation> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final ConcurrentLinkedDeque<SideThread> idle = new ConcurrentLinkedDeque<>();
    private final List<SideThread> threads = new ArrayList<>();

    SideLane(Shared shared) {
        this.shared = shared;
        for (int i = 0; i < shared.config().workers(); i++) {
            threads.add(new SideThread(i, this, shared));
        }
    }

    List<WorkerSlot> slots() {
        return threads.stream().map(SideThread::slot).toList();
    }

    /** Takes an invocation, or answers that the queue is full. */
    void submit(Invocation invocation) {
        if (queued.incrementAndGet() > shared.config().limits().queue()) {
            queued.decrementAndGet();
            finish(invocation, Failures.queueFull());
            return;
        }
        queue.add(invocation);
        wakeOne();
    }

    private void wakeOne() {
        SideThread thread;
        while ((thread = idle.pollFirst()) != null) {
            if (thread.wake()) {
                return;
            }
        }
    }

    /** The next invocation that still wants a worker, or null. */
    @org.jspecify.annotations.Nullable
    Invocation take() {
        Invocation invocation;
        while ((invocation = queue.poll()) != null) {
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

    /** Answers those that have waited in the queue for too long. Called by the watchdog. */
    void expire() {
        Invocation first;
        while ((first = queue.peek()) != null && waitedTooLong(first)) {
            if (queue.remove(first)) {
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

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int length() {
        return queued.get();
    }

    void stop() {
        threads.forEach(SideThread::stop);
    }
}
