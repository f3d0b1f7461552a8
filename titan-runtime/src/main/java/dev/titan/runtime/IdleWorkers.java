package dev.titan.runtime;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Finds workers that have nothing to run, and has V8 do there what it puts off until then: it marks and compacts a heap that has grown, in steps some seconds apart, and only when it
 * is asked. Confined to the watchdog's thread.
 */
final class IdleWorkers {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

    /** V8 has done what it has to do within so many steps. */
    private static final int STEPS = 30;

    private final Map<Worker, Seen> workers = new WeakHashMap<>();

    private static final class Seen {
        int slices;
        int steps = STEPS;
        long since;
    }

    /** @param now by {@link System#nanoTime} */
    void look(Worker worker, long now) {
        Seen seen = workers.computeIfAbsent(worker, added -> new Seen());
        int slices = worker.slices();
        if (slices != seen.slices) {
            seen.slices = slices;
            seen.steps = 0;
            seen.since = now;
        } else if (seen.steps < STEPS && now - seen.since >= EVERY) {
            seen.steps++;
            seen.since = now;
            worker.post(worker::pump);
        }
    }
}
