package dev.titan.runtime;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes note of what the slices of one worker have run for, and moves actions between the lanes by it. Confined to the worker's thread, which makes it. */
final class SliceAccount {
    /** How old the note of the CPU time may be when a slice begins, in place: as much of what ran before may be taken for the slice's own. */
    private static final long MARK_AGE = TimeUnit.MILLISECONDS.toNanos(1);

    private final boolean inPlace;
    private final RuntimeListener listener;
    private final ThreadTime time = new ThreadTime();

    /** When the CPU time was noted last, by {@link System#nanoTime}. */
    private long marked = System.nanoTime();

    /** Of the slice that runs now, how long it has waited with its thread held, nanoseconds. */
    private long held;

    SliceAccount(boolean inPlace, RuntimeListener listener) {
        this.inPlace = inPlace;
        this.listener = listener;
    }

    /**
     * A slice begins. Its CPU time is what tells one that is long by the clock from one that computed.
     *
     * @param start now, by {@link System#nanoTime}
     */
    void begins(long start) {
        if (!inPlace || start - marked > MARK_AGE) {
            marked = start;
            time.mark();
        }
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
        // A busy machine takes the processor away in the middle of slices, and several owners share what they have run
        // for together.
        int sharers = Math.max(1, owners.size());
        long part = took / sharers;
        boolean isShort = !inPlace && (part < LanePolicy.SHORT || !time.usedMoreThan(LanePolicy.SHORT * sharers));
        for (Invocation owner : owners) {
            owner.ran(part);
            listener.ran(owner, start, took);
            ActionTarget target = owner.target();
            if (limit != null) {
                listener.terminated(target, limit);
            }
            if (tooLong ? target.lane().demote() : !inPlace && target.lane().ranAside(isShort)) {
                listener.laneChanged(target, !inPlace);
            }
        }
        return took;
    }
}
