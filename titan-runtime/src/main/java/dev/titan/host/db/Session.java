package dev.titan.host.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection while somebody has it. Used by one thread at a time, that of the {@link Work} which has it; {@link #cancel} and {@link #expire} may be called by any.
 */
final class Session {
    private static final Logger LOGGER = LoggerFactory.getLogger(Session.class);
    private static final int MOST_PREPARED = 256;

    private final Connection connection;
    private final Dialect dialect;
    /** Statements that may run again, the one used longest ago first; null where the driver keeps them itself. */
    private final @Nullable Map<String, PreparedStatement> prepared;

    private boolean broken;
    private boolean held;

    // Written under the lock of this.
    private @Nullable Work work;
    private volatile @Nullable PreparedStatement running;
    private volatile long since;
    private volatile boolean expired;

    /** @param keep whether prepared statements are to be kept here */
    Session(Connection connection, Dialect dialect, boolean keep) {
        this.connection = connection;
        this.dialect = dialect;
        this.prepared = keep ? new LinkedHashMap<>() : null;
    }

    Connection connection() {
        return connection;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Whether nobody should get it any more. */
    boolean broken() {
        return broken;
    }

    void breaks() {
        broken = true;
    }

    /** Says that what has it goes on with it after the work under way. */
    void hold() {
        held = true;
    }

    boolean held() {
        return held;
    }

    void letGo() {
        held = false;
    }

    /** A statement with its placeholders, to be given back to {@link #done}. */
    PreparedStatement prepare(SqlText sql, boolean keys) throws SQLException {
        PreparedStatement kept = prepared == null ? null : prepared.remove(sql.jdbc());
        return kept != null ? kept : dialect.prepare(connection, sql, keys);
    }

    /** @param again whether it may be kept for the next time */
    void done(SqlText sql, PreparedStatement statement, boolean again) {
        try {
            if (prepared == null || !again) {
                statement.close();
                return;
            }
            statement.clearParameters();
            PreparedStatement other = prepared.put(sql.jdbc(), statement);
            if (other != null) {
                other.close();
            }
            if (prepared.size() > MOST_PREPARED) {
                Iterator<PreparedStatement> oldest = prepared.values().iterator();
                oldest.next().close();
                oldest.remove();
            }
        } catch (SQLException e) {
            LOGGER.debug("a statement cannot be closed", e);
        }
    }

    /** Runs part of a statement, within reach of {@link #cancel} and of its time. */
    <T extends @Nullable Object> T run(PreparedStatement statement, Step<T> step) throws SQLException {
        synchronized (this) {
            if (work != null && work.outcome().isDone()) {
                throw cancelled();
            }
            running = statement;
            since = System.nanoTime();
            expired = false;
        }
        try {
            return step.run();
        } catch (SQLException e) {
            synchronized (this) {
                if (expired) {
                    throw new StatementTimeoutException(e);
                }
            }
            throw e;
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    /** A step of a statement that may take its time. */
    @FunctionalInterface
    interface Step<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    /** The statement ran longer than it may. */
    static final class StatementTimeoutException extends SQLException {
        private static final long serialVersionUID = 1;

        StatementTimeoutException(SQLException cause) {
            super(cause);
        }
    }

    static DatabaseFailure cancelled() {
        return new DatabaseFailure("the statement was cancelled", "57014", "57014", null);
    }

    synchronized void begins(Work next) {
        work = next;
    }

    synchronized void ends() {
        work = null;
    }

    /** Any thread: ends what runs if it is this work. May block while the database is told. */
    synchronized void cancel(Work given) {
        PreparedStatement current = running;
        if (work == given && current != null) {
            cancelRunning(current);
        }
    }

    /** Any thread: whether the statement under way seems to have run longer than so many nanoseconds. */
    boolean mayBeLate(long nanos) {
        return running != null && !expired && System.nanoTime() - since > nanos;
    }

    /** Any thread: ends the statement under way if it has run longer than so many nanoseconds. May block while the database is told. */
    synchronized void expire(long nanos) {
        PreparedStatement late = running;
        if (late != null && mayBeLate(nanos)) {
            expired = true;
            cancelRunning(late);
        }
    }

    private void cancelRunning(PreparedStatement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOGGER.debug("a statement cannot be cancelled", e);
        }
    }

    /** Closes the statements that are kept, and the connection. */
    void close() {
        try {
            if (prepared != null) {
                for (PreparedStatement statement : prepared.values()) {
                    statement.close();
                }
                prepared.clear();
            }
            connection.close();
        } catch (SQLException e) {
            LOGGER.debug("a connection cannot be closed", e);
        }
    }
}
