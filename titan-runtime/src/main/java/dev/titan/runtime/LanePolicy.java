package dev.titan.runtime;

import java.util.concurrent.TimeUnit;

/**
 * Decides in which lane the invocations of a target run. The target begins in the side lane and is promoted when its slices have been short for a while; one long
 * slice sends it back and makes the next promotion twice as hard to earn.
 *
 * <p>Safe for use by many threads: counts may be lost in a race, which only delays a promotion.
 */
final class LanePolicy {
    /** A slice below this counts towards promotion. */
    static final long SHORT = TimeUnit.MILLISECONDS.toNanos(1);

    /** A slice above this, on a thread that reads requests, is one too many. */
    static final long LONG = TimeUnit.MILLISECONDS.toNanos(10);

    /** A first slice below this costs little more than entering the isolate and coming back. */
    private static final long TINY = TimeUnit.MICROSECONDS.toNanos(200);

    private static final int FIRST_GOAL = 30;
    private static final int LAST_GOAL = 8192;

    private volatile boolean inPlace;
    private volatile boolean confined;
    private volatile boolean aside;
    private volatile boolean entersJointly;
    private int goal = FIRST_GOAL;
    private int shortSlices;

    /** Whether the target may run on a thread that reads requests. */
    boolean inPlace() {
        return inPlace;
    }

    /**
     * Takes note of a slice in the side lane.
     *
     * @param isShort whether it was below {@link #SHORT}
     * @return whether the target was promoted by it
     */
    boolean ranAside(boolean isShort) {
        if (inPlace || confined || aside) {
            return false;
        }
        if (!isShort) {
            // Halved, not forgotten: the first slices of all are slow.
            shortSlices /= 2;
            return false;
        }
        if (++shortSlices < goal) {
            return false;
        }
        inPlace = true;
        return true;
    }

    /** Sends the target to the side lane. @return whether it was in place until now */
    synchronized boolean demote() {
        if (!inPlace) {
            return false;
        }
        inPlace = false;
        shortSlices = 0;
        goal = Math.min(goal * 2, LAST_GOAL);
        return true;
    }

    /** Whether an invocation may hold its thread: it then has a worker to itself. */
    boolean confined() {
        return confined;
    }

    /**
     * Takes note of the first slice of an invocation.
     *
     * @param nanos how long it ran
     * @param waits whether it goes on in another
     */
    void began(long nanos, boolean waits) {
        boolean now = waits && nanos < TINY;
        if (entersJointly != now) {
            entersJointly = now;
        }
    }

    /** Whether an invocation enters the isolate together with others: the last one did little before it had to wait anyway. */
    boolean entersJointly() {
        return entersJointly;
    }

    /** Keeps the target in the side lane for good. */
    void keepAside() {
        aside = true;
    }

    /** Keeps the target in the side lane for good, one invocation at a time on its isolate. */
    void confine() {
        confined = true;
        inPlace = false;
    }
}
