package dev.titan.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The timers of one worker's JavaScript. Confined to the worker's thread. */
final class Timers {
    private final ScheduledExecutorService scheduler;
    private final IntConsumer due;
    private final Map<Integer, Future<?>> running = new HashMap<>();

    /** @param due called on the scheduler's thread with the number of a timer whose time has come */
    Timers(ScheduledExecutorService scheduler, IntConsumer due) {
        this.scheduler = scheduler;
        this.due = due;
    }

    void start(int timer, long milliseconds) {
        running.put(timer, scheduler.schedule(() -> due.accept(timer), milliseconds, TimeUnit.MILLISECONDS));
    }

    /** Takes note that a timer's time has come. */
    void fired(int timer) {
        running.remove(timer);
    }

    void stop(int timer) {
        Future<?> future = running.remove(timer);
        if (future != null) {
            future.cancel(false);
        }
    }

    void close() {
        running.values().forEach(future -> future.cancel(false));
        running.clear();
    }
}
