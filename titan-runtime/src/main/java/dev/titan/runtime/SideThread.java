package dev.titan.runtime;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of the side lane. What is posted to it (continuations, loads, what happens to sockets) goes before new invocations, up to a bound.
 */
final class SideThread implements Executor, Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SideThread.class);

    /** V8 uses up to 1 MiB of it, the JVM's frames around a call come on top. */
    private static final long STACK_BYTES = 8L << 20;

    /** Tasks after which an invocation has its turn: sockets may be busy for as long as they like. */
    private static final int MOST_IN_TURN = 32;

    private final SideLane lane;
    private final WorkerSlot slot;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean idle = new AtomicBoolean();
    private volatile boolean stopped;

    SideThread(int index, SideLane lane, Shared shared) {
        this.lane = lane;
        String name = "titan-worker-" + index;
        this.slot = new WorkerSlot(name, shared, this, false);
        this.thread = new Thread(null, this, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    WorkerSlot slot() {
        return slot;
    }

    /** Any thread: whether an invocation holds it. */
    boolean isHeld() {
        Worker worker = slot.worker();
        return worker != null && worker.isHeld();
    }

    /** Any thread: whether an invocation that may hold it could get it soon: nothing is suspended on its worker. */
    boolean mayBecomeFree() {
        Worker worker = slot.worker();
        return worker == null || worker.seemsFree();
    }

    @Override
    public void execute(Runnable task) {
        posted.add(task);
        if (idle.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    /** @return false if it was awake already */
    boolean wake() {
        if (idle.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
            return true;
        }
        return false;
    }

    @Override
    public void run() {
        int inTurn = 0;
        while (!stopped) {
            boolean posted = runPosted();
            if (posted && ++inTurn < MOST_IN_TURN) {
                continue;
            }
            inTurn = 0;
            if (!runInvocation() && !posted) {
                rest();
            }
        }
    }

    private boolean runPosted() {
        Runnable task = posted.poll();
        if (task == null) {
            return false;
        }
        try {
            task.run();
            slot.check();
        } catch (RuntimeException | Error e) {
            LOGGER.error("a task of a worker failed", e);
        }
        return true;
    }

    private boolean runInvocation() {
        Worker worker = slot.worker();
        if (worker == null) {
            return false;
        }
        if (!worker.mayTake()) {
            return false;
        }
        Invocation invocation = lane.take(worker.isFree());
        if (invocation == null) {
            return false;
        }
        try {
            slot.run(worker, invocation);
        } catch (RuntimeException | Error e) {
            LOGGER.error("a worker failed", e);
            invocation.finish(Failures.workerLost());
        }
        return true;
    }

    private void rest() {
        idle.set(true);
        Worker worker = slot.worker();
        boolean canServe = worker != null && worker.mayTake();
        boolean free = worker != null && worker.isFree();
        if (canServe) {
            lane.becomesIdle(this);
        }
        // Looked at again after the flag is up: whoever adds something later sees the flag and wakes this thread.
        if (posted.isEmpty() && !(canServe && !lane.isEmpty(free))) {
            while (idle.get() && !stopped) {
                LockSupport.park(this);
            }
        }
        idle.set(false);
        if (canServe) {
            lane.noLongerIdle(this);
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }
}
