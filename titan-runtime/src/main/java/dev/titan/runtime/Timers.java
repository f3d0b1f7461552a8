package dev.titan.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The timers of one worker's JavaScript. Confined to the worker's thread; the scheduler only notes which are due. */
final class Timers {
    private final ScheduledExecutorService scheduler;
    private final Runnable wake;
    private final Map<Integer, Future<?>> running = new HashMap<>();
    private final ConcurrentLinkedQueue<Integer> due = new ConcurrentLinkedQueue<>();

    /** @param wake any thread: has the worker ask for {@link #due} soon */
    Timers(ScheduledExecutorService scheduler, Runnable wake) {
        this.scheduler = scheduler;
        this.wake = wake;
    }

    void start(int timer, long milliseconds) {
        Runnable note = () -> {
            due.add(timer);
            wake.run();
        };
        running.put(timer, scheduler.schedule(note, milliseconds, TimeUnit.MILLISECONDS));
    }

    void stop(int timer) {
        Future<?> future = running.remove(timer);
        if (future != null) {
            future.cancel(false);
        }
    }

    /** The timers whose time has come since the last call, in that order. */
    List<Integer> due() {
        List<Integer> timers = new ArrayList<>();
        for (Integer timer; (timer = due.poll()) != null; ) {
            if (running.remove(timer) != null) {
                timers.add(timer);
            }
        }
        return timers;
    }

    void close() {
        running.values().forEach(future -> future.cancel(false));
        running.clear();
    }
}
