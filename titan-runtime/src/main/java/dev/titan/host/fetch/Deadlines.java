package dev.titan.host.fetch;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls whose time is over. All have the same time, so that they come due in the order in which they began: they form a list, and one timer, for the first, does for
 * all. Confined to the thread of the loop.
 */
final class Deadlines {
    private final EventLoop loop;
    private final int totalMs;
    private @Nullable Entry first;
    private @Nullable Entry last;
    private boolean scheduled;

    /** A call that is under way. */
    static final class Entry {
        private final FetchCall call;
        private final long due;
        private @Nullable Entry before;
        private @Nullable Entry after;

        private Entry(FetchCall call, long due) {
            this.call = call;
            this.due = due;
        }
    }

    /** @param totalMs how long a call may take, milliseconds */
    Deadlines(EventLoop loop, int totalMs) {
        this.loop = loop;
        this.totalMs = totalMs;
    }

    /** A call begins. @return what to {@link #remove} when it has ended */
    Entry add(FetchCall call) {
        Entry entry = new Entry(call, System.nanoTime() + totalMs * 1_000_000L);
        Entry before = last;
        entry.before = before;
        last = entry;
        if (before == null) {
            first = entry;
        } else {
            before.after = entry;
        }
        schedule();
        return entry;
    }

    /** A call has ended. To be called once. */
    void remove(Entry entry) {
        Entry before = entry.before;
        Entry after = entry.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
    }

    private void schedule() {
        Entry next = first;
        if (next != null && !scheduled) {
            scheduled = true;
            loop.schedule(this::expire, next.due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private void expire() {
        scheduled = false;
        Entry next;
        while ((next = first) != null && next.due - System.nanoTime() <= 0) {
            next.call.expire(totalMs);
        }
        schedule();
    }
}
