package dev.titan.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes note of what the slices of one worker have run for, and moves actions between the lanes by it. Confined to the worker's thread, which makes it. */
final class SliceAccount {
    private final boolean inPlace;
    private final RuntimeListener listener;
    private final ThreadTime time = new ThreadTime();

    /** Of the slice that runs now, how long it has waited with its thread held, nanoseconds. */
    private long held;

    SliceAccount(boolean inPlace, RuntimeListener listener) {
        this.inPlace = inPlace;
        this.listener = listener;
    }

    /** Notes the CPU time so far, so that a slice that is long by the clock can be told from one that computed. To be called now and then. */
    void mark() {
        time.mark();
    }

    /**
     * Notes that the slice that runs now has held its thread and waited until now. It counts as suspended, not as run.
     *
     * @param start since when, by {@link System#nanoTime}
     */
    void held(Invocation invocation, long start) {
        long nanos = System.nanoTime() - start;
        held += nanos;
        listener.held(invocation, start, nanos);
    }

    /**
     * Adds a slice.
     *
     * @param owners the invocations it ran for; of what it has done for several, none can tell its own part
     * @param start when it began, by {@link System#nanoTime}
     * @param limit what ended it, or null
     * @return how long it ran, nanoseconds
     */
    long add(List<Invocation> owners, long start, @Nullable LimitReason limit) {
        long took = System.nanoTime() - start - held;
        held = 0;
        boolean tooLong = inPlace && took > LanePolicy.LONG && time.usedMoreThan(LanePolicy.LONG);
        for (Invocation owner : owners) {
            owner.ran(took / owners.size());
            listener.ran(owner, start, took);
            ActionTarget target = owner.target();
            if (limit != null) {
                listener.terminated(target, limit);
            }
            if (tooLong ? target.lane().demote() : !inPlace && target.lane().ranAside(took)) {
                listener.laneChanged(target, !inPlace);
            }
        }
        return took;
    }
}
