package dev.titan.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a runtime that are parked. Safe for use by many threads. */
final class Parks {
    private final RuntimeListener listener;
    private final AtomicInteger parked = new AtomicInteger();
    private volatile Runnable grow = () -> {};

    Parks(RuntimeListener listener) {
        this.listener = listener;
    }

    /** @param action called when a thread of the side lane parks, so that the lane may grow by another */
    void onPark(Runnable action) {
        grow = action;
    }

    int parked() {
        return parked.get();
    }

    /** A thread parks. Its action runs in the side lane from now on. */
    void begin(Invocation invocation, boolean inPlace) {
        LanePolicy lane = invocation.target().lane();
        boolean moved = lane.inPlace();
        lane.confine();
        if (moved) {
            listener.laneChanged(invocation.target(), false);
        }
        parked.incrementAndGet();
        listener.parked(invocation);
        if (!inPlace) {
            grow.run();
        }
    }

    void end() {
        parked.decrementAndGet();
    }
}
