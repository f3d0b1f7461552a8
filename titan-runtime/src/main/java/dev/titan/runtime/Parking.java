package dev.titan.runtime;

import dev.titan.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A worker's thread that waits inside of JavaScript, for a drift that a native frame keeps from suspending. What it waits for never needs this thread: operations complete
 * and timers come due elsewhere, and wake it.
 */
final class Parking {
    /** Should a wake-up be missed, the thread looks again after this time. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(200);

    private final Invocation invocation;
    private final long wallNanos;
    private final Operations operations;
    private final Timers timers;
    private final Thread thread = Thread.currentThread();
    private final long begun = System.nanoTime();

    /**
     * What has come in.
     *
     * @param json for JavaScript
     * @param bytes of those outcomes that have some
     */
    record Arrival(String json, List<byte[]> bytes, boolean cancelled, boolean timedOut) {}

    /** @param wallMs {@code limits.wallMs} */
    Parking(Invocation invocation, int wallMs, Operations operations, Timers timers) {
        this.invocation = invocation;
        this.wallNanos = wallMs * 1_000_000L;
        this.operations = operations;
        this.timers = timers;
    }

    /** Any thread: has it look. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Waits until there is something. */
    Arrival await() {
        while (true) {
            Operations.Delivery outcomes = operations.deliver(invocation.scope(invocation.deadline(wallNanos)));
            List<Integer> due = timers.due();
            boolean gone = invocation.isCancelled() && !invocation.isGivenUp();
            boolean late = !gone && System.nanoTime() - end() >= 0;
            if (!outcomes.isEmpty() || !due.isEmpty() || gone || late) {
                return arrival(outcomes, due, gone, late);
            }
            LockSupport.parkNanos(this, LOOK);
        }
    }

    /** By when it must go on: its deadline; what it does once it has its answer may hold the thread for that long at a time. */
    private long end() {
        return invocation.isAnswered() ? begun + wallNanos : invocation.deadline(wallNanos);
    }

    private static Arrival arrival(Operations.Delivery outcomes, List<Integer> due, boolean gone, boolean late) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("settled", outcomes.outcomes());
        json.put("bytes", outcomes.bytes().size());
        json.put("timers", due);
        json.put("cancel", gone ? "client" : late ? "deadline" : null);
        return new Arrival(Json.write(json), outcomes.bytes(), gone || late, late);
    }
}
