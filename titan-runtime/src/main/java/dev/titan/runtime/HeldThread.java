package dev.titan.runtime;

import org.jspecify.annotations.Nullable;

/** Whether an invocation holds the thread of a worker, and what happens while it does. Confined to the worker's thread but for what says "any thread". */
final class HeldThread {
    private final Shared shared;
    private final Operations operations;
    private final Timers timers;
    private final SliceAccount account;
    private final Abandonment abandonment;
    private final boolean inPlace;
    private volatile @Nullable Parking parking;

    HeldThread(
            Shared shared,
            Operations operations,
            Timers timers,
            SliceAccount account,
            Abandonment abandonment,
            boolean inPlace) {
        this.shared = shared;
        this.operations = operations;
        this.timers = timers;
        this.account = account;
        this.abandonment = abandonment;
        this.inPlace = inPlace;
    }

    /**
     * Holds the thread until something comes in that the invocation may wait for.
     *
     * @param drifts how many have had to wait since this was last told
     */
    Parking.Arrival park(Invocation invocation, int drifts) {
        Parking own = new Parking(invocation, shared.config().limits().wallMs(), operations, timers);
        parking = own;
        if (drifts > 0) {
            shared.listener().drifted(drifts);
        }
        shared.parks().begin(invocation, inPlace);
        try {
            long start = System.nanoTime();
            Parking.Arrival arrival = own.await();
            account.held(invocation, start);
            if (arrival.cancelled()) {
                abandonment.toldParked(invocation, arrival.timedOut());
            }
            return arrival;
        } finally {
            parking = null;
            shared.parks().end();
        }
    }

    /** Any thread: something has come in that may be waited for. */
    void wake() {
        Parking parked = parking;
        if (parked != null) {
            parked.wake();
        }
    }

    /** Any thread. */
    boolean isHeld() {
        return parking != null;
    }
}
