package dev.titan.host.db;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Hands the connections of a source to work, first come, first served. What waits holds no thread: a thread is taken only together with a connection, so as many threads as connections are enough,
 * and a transaction that holds one never waits for work that wants one. Safe for use by many threads.
 */
final class Lane {
    /** Where connections come from. */
    interface Source {
        /** A connection, made if there is none idle. May block. */
        Session open() throws SQLException;

        /** Takes one back. */
        void release(Session session);

        void close();

        Dialect dialect();
    }

    private final Source source;
    private final Executor threads;
    private final int acquireMs;
    private final Deque<Work> waiting = new ArrayDeque<>();

    /** Those that have waited, and whose connection is being made: it counts to their time, which may be over before the source gives up. */
    private final Set<Work> opening = new HashSet<>();

    private final Set<Session> used = new HashSet<>();
    private int free;
    private boolean closed;

    /** @param connections how many may be in use at once */
    Lane(Source source, int connections, int acquireMs, Executor threads) {
        this.source = source;
        this.free = connections;
        this.acquireMs = acquireMs;
        this.threads = threads;
    }

    void submit(Work work) {
        synchronized (this) {
            if (closed) {
                work.fail(DatabaseFailure.ended("the database has been closed"));
                return;
            }
            if (free == 0) {
                waiting.add(work);
                return;
            }
            free--;
        }
        start(work);
    }

    private void start(Work work) {
        threads.execute(() -> run(work));
    }

    private void run(Work work) {
        if (work.outcome().isDone()) {
            opened(work);
            next();
            return;
        }
        Session session;
        try {
            session = open(work);
        } catch (SQLException e) {
            work.fail(source.dialect().failure(e));
            next();
            return;
        } catch (DatabaseFailure e) {
            work.fail(e);
            next();
            return;
        } catch (RuntimeException | LinkageError e) {
            work.outcome().completeExceptionally(e);
            next();
            return;
        }
        synchronized (this) {
            used.add(session);
        }
        if (!work.run(session)) {
            release(session);
        }
    }

    private Session open(Work work) throws SQLException {
        try {
            return source.open();
        } finally {
            opened(work);
        }
    }

    private synchronized void opened(Work work) {
        opening.remove(work);
    }

    /** Takes a connection back. */
    void release(Session session) {
        session.letGo();
        synchronized (this) {
            used.remove(session);
        }
        source.release(session);
        next();
    }

    private void next() {
        Work work;
        synchronized (this) {
            do {
                work = waiting.poll();
            } while (work != null && work.outcome().isDone());
            if (work == null) {
                free++;
                return;
            }
            opening.add(work);
        }
        start(work);
    }

    /** Fails what has waited for too long, and forgets what nobody wants any more. */
    void expire() {
        List<Work> late = new ArrayList<>();
        List<Work> unanswered = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            waiting.removeIf(work -> work.outcome().isDone());
            while (!waiting.isEmpty() && isLate(waiting.getFirst(), now)) {
                late.add(waiting.removeFirst());
            }
            opening.removeIf(work -> isLate(work, now) && unanswered.add(work));
        }
        late.forEach(work -> work.fail(DatabaseFailure.busy(acquireMs)));
        unanswered.forEach(work -> work.fail(DatabaseFailure.unanswered(acquireMs)));
    }

    private boolean isLate(Work work, long now) {
        return now - work.waitsSince() > acquireMs * 1_000_000L;
    }

    /** The connections that are in use. */
    synchronized List<Session> used() {
        return List.copyOf(used);
    }

    /** Fails what waits and what comes. What runs goes on. */
    void stop() {
        List<Work> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(work -> work.fail(DatabaseFailure.ended("the database has been closed")));
    }

    /** Closes the connections. */
    void close() {
        source.close();
    }
}
