package dev.titan.host.db;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a statement, a transaction or a connection failed, as the author is told: it becomes a {@code DatabaseError}. Its message and members hold no value of a parameter but
 * where the database itself quotes one.
 */
final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Members of the error beside its message: {@code code}, {@code sqlState}, {@code statement}, and of PostgreSQL {@code detail}, {@code constraint}, … */
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    DatabaseFailure(String message, String code, String sqlState, @Nullable Throwable cause) {
        super(message, cause);
        put("code", code);
        put("sqlState", sqlState);
    }

    /** A statement that makes no sense to Titan, before any database has seen it. */
    static DatabaseFailure usage(String message, String statement) {
        return new DatabaseFailure(message, "TITAN_DB_USAGE", "", null).statement(statement);
    }

    static DatabaseFailure syntax(String message, String statement) {
        return new DatabaseFailure(message, "42601", "42601", null).statement(statement);
    }

    /** All connections were in use for too long. */
    static DatabaseFailure busy(int milliseconds) {
        return unavailable(
                milliseconds,
                "all are in use; within t.db.transaction use its tx, since t.db would take a second connection");
    }

    /** All connections were in use, and then the database did not answer for the rest of the time. */
    static DatabaseFailure unanswered(int milliseconds) {
        return unavailable(milliseconds, "the database does not answer to a new one");
    }

    private static DatabaseFailure unavailable(int milliseconds, String why) {
        return new DatabaseFailure(
                "no connection became free within " + milliseconds + " ms (db.acquireMs): " + why,
                "TITAN_DB_BUSY",
                "53300",
                null);
    }

    /** A transaction or stream that is over. */
    static DatabaseFailure ended(String what) {
        return new DatabaseFailure(what, "TITAN_DB_ENDED", "25000", null);
    }

    static DatabaseFailure timeout(int milliseconds) {
        return new DatabaseFailure(
                "the statement took longer than " + milliseconds + " ms (db.statementMs) and was cancelled",
                "57014",
                "57014",
                null);
    }

    static DatabaseFailure tooLarge(long bytes) {
        return new DatabaseFailure(
                "the result is larger than " + bytes
                        + " bytes (db.resultBytes); select fewer rows or columns, or read it with t.db.stream",
                "TITAN_DB_RESULT",
                "54000",
                null);
    }

    static DatabaseFailure of(SQLException e) {
        return new DatabaseFailure(
                e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
                e.getSQLState() == null ? String.valueOf(e.getErrorCode()) : e.getSQLState(),
                e.getSQLState() == null ? "" : e.getSQLState(),
                e);
    }

    /** Adds a member; one that says nothing is left out. */
    final DatabaseFailure put(String name, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            members.put(name, value);
        }
        return this;
    }

    /** The statement as the author wrote it, without its values. Does not replace one that is there. */
    DatabaseFailure statement(String author) {
        members.putIfAbsent("statement", author);
        return this;
    }

    String sqlState() {
        return String.valueOf(members.getOrDefault("sqlState", ""));
    }

    /** Of the fault in the statement, in characters from 1; 0 when it is not known. */
    int position() {
        return members.get("position") instanceof Integer position ? position : 0;
    }

    /** As the JavaScript side reads it. */
    Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>(members);
        plain.put("message", String.valueOf(getMessage()));
        return plain;
    }
}
