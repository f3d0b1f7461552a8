package dev.titan.cli;

import dev.titan.runtime.Answer;
import dev.titan.runtime.Invocation;
import dev.titan.runtime.RuntimeListener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a runtime tells. */
final class RuntimeEvents implements RuntimeListener {
    private static final int PATIENCE_SECONDS = 180;

    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger suspended = new AtomicInteger();
    final AtomicInteger drifts = new AtomicInteger();
    final AtomicInteger parked = new AtomicInteger();
    final AtomicInteger replaced = new AtomicInteger();

    @Override
    public void answered(Invocation invocation, Answer answer) {
        answered.incrementAndGet();
    }

    @Override
    public void suspended(Invocation invocation) {
        suspended.incrementAndGet();
    }

    @Override
    public synchronized void drifted(int count) {
        drifts.addAndGet(count);
        notifyAll();
    }

    /** Waits until so many drifts have had to wait. */
    synchronized void awaitDrifts(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (long left = end - System.nanoTime(); drifts.get() < count && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        if (drifts.get() != count) {
            throw new AssertionError(drifts.get() + " drifts, not " + count);
        }
    }

    @Override
    public void parked(Invocation invocation) {
        parked.incrementAndGet();
    }

    @Override
    public void replaced(String worker) {
        replaced.incrementAndGet();
    }
}
