package dev.titan.host.db;

import dev.titan.host.HostValue;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Something to do with one connection: it waits for that, and runs once, on a thread of the database. Safe for use by many threads. */
final class Work {
    /** What is done. */
    @FunctionalInterface
    interface Body {
        /** @return the outcome, as operations have it */
        @Nullable
        Object run(Session session) throws SQLException;
    }

    private final CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
    private final Body body;
    private final String statement;
    private final int statementMs;
    private final long waitsSince = System.nanoTime();
    private volatile @Nullable Session session;

    /**
     * @param statement as the author wrote it, for messages; empty when there is none
     * @param statementMs for messages
     */
    Work(String statement, int statementMs, Body body) {
        this.statement = statement;
        this.statementMs = statementMs;
        this.body = body;
    }

    /** Cancelling it cancels the work. */
    CompletableFuture<@Nullable Object> outcome() {
        return outcome;
    }

    String statement() {
        return statement;
    }

    long waitsSince() {
        return waitsSince;
    }

    /** The connection that it runs on now. */
    @Nullable
    Session session() {
        return session;
    }

    /** @return whether something holds the connection from now on */
    boolean run(Session on) {
        if (outcome.isDone()) {
            return on.held();
        }
        session = on;
        on.begins(this);
        Object value;
        try {
            value = body.run(on);
        } catch (Session.StatementTimeoutException e) {
            value = failure(DatabaseFailure.timeout(statementMs));
        } catch (SQLException e) {
            value = failure(on.dialect().failure(e));
        } catch (DatabaseFailure e) {
            value = failure(e);
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
            return on.held();
        } finally {
            on.ends();
            session = null;
        }
        // Before anybody hears of it: whoever holds the connection may be done with it at any time after that.
        boolean held = on.held();
        if (!outcome.complete(value) && value instanceof HostValue unwanted && unwanted.resource() != null) {
            close(unwanted.resource());
        }
        return held;
    }

    private static void close(AutoCloseable unwanted) {
        try {
            unwanted.close();
        } catch (Exception e) {
            throw new IllegalStateException("those of a database throw nothing", e);
        }
    }

    /** Ends it with a failure, unless it has ended. */
    void fail(DatabaseFailure failure) {
        outcome.complete(failure(failure));
    }

    private Map<String, Object> failure(DatabaseFailure failure) {
        if (!statement.isEmpty()) {
            failure.statement(statement);
        }
        return Map.of("error", failure.plain());
    }
}
