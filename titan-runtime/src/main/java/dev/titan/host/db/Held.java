package dev.titan.host.db;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is held from one operation to the next: by a transaction, or by a stream outside of one. Its work runs in the order in which it was given, one at a time. Safe for use by many threads.
 */
abstract class Held implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Held.class);

    private final Lane lane;
    private final Session session;
    private final Executor threads;
    private final String ended;
    private final Deque<Work> queue = new ArrayDeque<>();
    private @Nullable Work running;
    private boolean over;

    /** @param ended what to say to whoever comes too late */
    Held(Lane lane, Session session, Executor threads, String ended) {
        this.lane = lane;
        this.session = session;
        this.threads = threads;
        this.ended = ended;
        session.hold();
    }

    /** Runs something on the connection, after what was given before. */
    final void submit(Work work) {
        synchronized (this) {
            if (over) {
                work.fail(DatabaseFailure.ended(ended));
                return;
            }
            queue.add(work);
        }
        next();
    }

    /** Runs a last piece of work and gives the connection back. */
    final void end(Work last) {
        synchronized (this) {
            if (over) {
                last.fail(DatabaseFailure.ended(ended));
                return;
            }
            over = true;
            queue.add(last);
        }
        next();
    }

    /** Leaves the connection as it was: what has not been ended is undone. Called once, after all work. */
    abstract void finish(Session session) throws SQLException;

    /** Gives up: what waits and what runs is cancelled. Returns at once; does nothing after {@link #end}. */
    @Override
    public final void close() {
        Work current;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            queue.forEach(work -> work.fail(DatabaseFailure.ended(ended)));
            queue.clear();
            current = running;
        }
        if (current == null) {
            threads.execute(this::giveBack);
        } else {
            current.outcome().cancel(true);
        }
    }

    private void next() {
        Work work;
        synchronized (this) {
            if (running != null || queue.isEmpty()) {
                return;
            }
            work = queue.remove();
            running = work;
        }
        threads.execute(() -> run(work));
    }

    private void run(Work work) {
        work.run(session);
        boolean last;
        synchronized (this) {
            running = null;
            last = over && queue.isEmpty();
        }
        if (last) {
            giveBack();
        } else {
            next();
        }
    }

    private void giveBack() {
        try {
            finish(session);
        } catch (SQLException | RuntimeException e) {
            LOGGER.debug("a connection cannot be used again", e);
            session.breaks();
        }
        lane.release(session);
    }
}
