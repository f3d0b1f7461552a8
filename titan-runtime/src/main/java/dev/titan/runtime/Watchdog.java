package dev.titan.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/**
 * Enforces the limits that the code they limit cannot be trusted with: looks at every worker some fifty times a second, moves an action that holds a thread that reads requests,
 * ends slices at the CPU limit and those while which the process grows beyond measure, and has deadlines and queue times kept. A thread of its own.
 */
final class Watchdog implements Runnable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long HOLDS_TOO_LONG = TimeUnit.MILLISECONDS.toNanos(50);

    private final Shared shared;
    private final SideLane side;
    private final Consumer<Consumer<Worker>> workers;
    private final Thread thread;
    private final LongUnaryOperator cpuTime;
    private final IdleWorkers idle = new IdleWorkers();
    private volatile boolean stopped;

    /** @param workers calls what it is given for every worker that lives now */
    Watchdog(Shared shared, SideLane side, Consumer<Consumer<Worker>> workers) {
        this.shared = shared;
        this.side = side;
        this.workers = workers;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        // Where a JVM cannot tell a thread's CPU time, the clock on the wall stands in for it.
        this.cpuTime = threads.isThreadCpuTimeSupported() ? threads::getThreadCpuTime : id -> System.nanoTime();
        this.thread = new Thread(this, "titan-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        while (!stopped) {
            java.util.concurrent.locks.LockSupport.parkNanos(this, TICK);
            long now = System.nanoTime();
            workers.accept(worker -> look(worker, now));
            side.expire();
        }
    }

    private void look(Worker worker, long now) {
        if (worker.nextDeadline() - now <= 0) {
            worker.post(worker::expire);
        }
        long runs = worker.slice().observe(now, cpuTime, ResidentMemory::now);
        if (runs == 0) {
            idle.look(worker, now);
            return;
        }
        ActionTarget target = worker.slice().target();
        if (worker.inPlace()
                && target != null
                && runs > HOLDS_TOO_LONG
                && worker.slice().cpu(cpuTime) > LanePolicy.LONG
                && target.lane().demote()) {
            shared.listener().laneChanged(target, false);
        }
        long limit = shared.config().limits().cpuMs() * 1_000_000L;
        if (limit > 0 && runs > limit && worker.slice().cpu(cpuTime) > limit) {
            worker.slice().end(worker.isolate(), false);
        } else if (worker.slice().grown(ResidentMemory::now)
                > OutsideMemory.most(shared.config().limits().heapMb())) {
            worker.slice().end(worker.isolate(), true);
        }
    }

    void stop() {
        stopped = true;
        java.util.concurrent.locks.LockSupport.unpark(thread);
    }
}
