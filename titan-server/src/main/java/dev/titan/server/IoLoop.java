package dev.titan.server;

import dev.titan.routing.RouteMatch;
import dev.titan.runtime.Invocation;
import io.undertow.server.HttpServerExchange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one I/O thread of the server keeps to itself, so that the path of a request shares nothing with other threads. Written only by its thread; the
 * counters may be read by any.
 */
final class IoLoop {
    private static final AtomicIntegerFieldUpdater<IoLoop> IN_FLIGHT =
            AtomicIntegerFieldUpdater.newUpdater(IoLoop.class, "inFlight");
    private static final int STATUS_CLASSES = 6;

    private final int number;
    private final RequestIds ids;
    private final RouteMatch match = new RouteMatch();
    private final AtomicLongArray completed = new AtomicLongArray(STATUS_CLASSES);
    private final Set<Invocation> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile int inFlight;

    IoLoop(int number) {
        this.number = number;
        this.ids = new RequestIds(number);
    }

    /** The number of the I/O thread, from 0. */
    int number() {
        return number;
    }

    RequestIds ids() {
        return ids;
    }

    /** For the request that is being routed. */
    RouteMatch match() {
        return match;
    }

    /** Runs a task on this I/O thread, which is that of the exchange: now if this is the one, else soon. */
    void run(HttpServerExchange exchange, Runnable task) {
        if (exchange.isInIoThread()) {
            task.run();
        } else {
            exchange.getIoThread().execute(task);
        }
    }

    /** A request was accepted. Exactly one {@link #ended} follows. */
    void begun() {
        IN_FLIGHT.lazySet(this, inFlight + 1);
    }

    /** The answer to a request was sent, or its connection is gone. */
    void ended(int status) {
        IN_FLIGHT.lazySet(this, inFlight - 1);
        int statusClass = Math.min(status / 100, STATUS_CLASSES - 1);
        completed.lazySet(statusClass, completed.get(statusClass) + 1);
    }

    /** An invocation was not answered at once. */
    void waits(Invocation invocation) {
        waiting.add(invocation);
    }

    void waitsNoMore(Invocation invocation) {
        if (!waiting.isEmpty()) {
            waiting.remove(invocation);
        }
    }

    /** Cancels all invocations that have not been answered. On the I/O thread. */
    void cancelWaiting() {
        new ArrayList<>(waiting).forEach(Invocation::cancel);
    }

    /** Requests accepted and not yet ended. */
    int inFlight() {
        return inFlight;
    }

    /**
     * Requests ended so far.
     *
     * @param statusClass the first digit of the status, 1 to 5
     */
    long completed(int statusClass) {
        return completed.get(statusClass);
    }
}
