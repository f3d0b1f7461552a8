package dev.titan.host.tasks;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The tasks that run by themselves, and when each is next due in this process. Every server of an app comes to the same times. Safe for use by many threads. */
final class Schedules {
    /** Timers are set for no longer than this, so that a clock that was put right is soon noticed. */
    private static final long LONGEST_MS = TimeUnit.MINUTES.toMillis(1);

    private final ScheduledExecutorService scheduler;
    private final BiConsumer<String, Long> due;
    private final Map<String, Entry> entries = new HashMap<>();
    private boolean closed;

    private static final class Entry {
        final Schedule schedule;
        Future<?> timer;

        Entry(Schedule schedule, Future<?> timer) {
            this.schedule = schedule;
            this.timer = timer;
        }
    }

    /** @param due is told the name of what is due, and the time that it was due at */
    Schedules(ScheduledExecutorService scheduler, BiConsumer<String, Long> due) {
        this.scheduler = scheduler;
        this.due = due;
    }

    synchronized void put(String name, Schedule schedule) {
        remove(name);
        next(name, schedule, System.currentTimeMillis());
    }

    synchronized void remove(String name) {
        Entry before = entries.remove(name);
        if (before != null) {
            before.timer.cancel(false);
        }
    }

    private synchronized void next(String name, Schedule schedule, long after) {
        OptionalLong next = schedule.after(after);
        if (closed || next.isEmpty()) {
            return;
        }
        Entry entry = new Entry(schedule, java.util.concurrent.CompletableFuture.completedFuture(null));
        entries.put(name, entry);
        await(name, entry, next.getAsLong());
    }

    private void await(String name, Entry entry, long at) {
        long left = Math.max(0, at - System.currentTimeMillis());
        entry.timer =
                scheduler.schedule(() -> look(name, entry, at), Math.min(left, LONGEST_MS), TimeUnit.MILLISECONDS);
    }

    private void look(String name, Entry entry, long at) {
        synchronized (this) {
            if (closed || entries.get(name) != entry) {
                return;
            }
            if (System.currentTimeMillis() < at) {
                await(name, entry, at);
                return;
            }
        }
        due.accept(name, at);
        synchronized (this) {
            if (entries.get(name) == entry) {
                // What was missed, since the machine slept, is not made up for.
                next(name, entry.schedule, Math.max(at, System.currentTimeMillis() - 1));
            }
        }
    }

    synchronized void close() {
        closed = true;
        entries.values().forEach(entry -> entry.timer.cancel(false));
        entries.clear();
    }
}
