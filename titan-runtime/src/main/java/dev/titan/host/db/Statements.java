package dev.titan.host.db;

import dev.titan.host.HostValue;
import dev.titan.model.Json;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs single statements on a session. */
final class Statements {
    private static final Set<String> TRANSACTION =
            Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE");
    private static final Set<String> CHANGING = Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "WITH");

    private Statements() {}

    /**
     * Checks what is to be run against what was given for it.
     *
     * @throws DatabaseFailure when the statement is not the app's to run, or the number of values is wrong
     */
    static void check(SqlText sql, int values, SqlScanner.Flavour flavour) {
        String verb = sql.verb();
        if (TRANSACTION.contains(verb)) {
            throw DatabaseFailure.usage(
                    verb
                            + " is not to be run as a statement, since the next one may get another connection: use t.db.transaction(tx => …)",
                    sql.author());
        }
        if (flavour == SqlScanner.Flavour.SQLITE
                && (verb.equals("ATTACH")
                        || verb.equals("DETACH")
                        || verb.equals("VACUUM") && !sql.author().strip().equalsIgnoreCase("VACUUM"))) {
            throw DatabaseFailure.usage(
                    verb + " would reach files beside that of the database and is not allowed", sql.author());
        }
        if (values != sql.parameters()) {
            String wants = sql.parameters() == 1 ? "1 parameter" : sql.parameters() + " parameters";
            throw DatabaseFailure.usage(
                    "the statement has " + wants + ", and " + values + (values == 1 ? " value was" : " values were")
                            + " given",
                    sql.author());
        }
    }

    /** All its rows, or the first. */
    static Object query(Session session, SqlText sql, List<@Nullable Object> values, boolean first, long limit)
            throws SQLException {
        PreparedStatement statement = session.prepare(sql, false);
        boolean fine = false;
        try {
            bind(session.dialect(), statement, sql, values);
            Object rows = session.run(statement, () -> {
                RowWriter out = new RowWriter(limit);
                if (statement.execute()) {
                    try (ResultSet result = statement.getResultSet()) {
                        write(session, result, out, first);
                    }
                }
                return result(out, Map.of());
            });
            fine = true;
            return rows;
        } finally {
            session.done(sql, statement, fine);
        }
    }

    private static void write(Session session, ResultSet result, RowWriter out, boolean first) throws SQLException {
        String[] names = null;
        List<ColumnReader> readers = List.of();
        while (result.next()) {
            if (names == null) {
                names = RowWriter.names(result);
                readers = session.dialect().readers(result);
            }
            out.row(result, names, readers);
            if (first) {
                return;
            }
        }
    }

    /** What has been written, as an operation's outcome: the bare JSON where that says it all. */
    static Object result(RowWriter out, Map<String, ?> beside) {
        Json.Written rows = new Json.Written(out.finish());
        List<List<Object>> patches = out.patches();
        if (patches == null && beside.isEmpty()) {
            return rows;
        }
        Map<String, @Nullable Object> members = new HashMap<>(beside);
        members.put("rows", rows);
        if (patches != null) {
            members.put("patches", patches);
        }
        return new HostValue(members, out.bytes(), null);
    }

    /** How many rows it changed, and the key of the last one added. */
    static Map<String, Object> exec(Session session, SqlText sql, List<@Nullable Object> values) throws SQLException {
        PreparedStatement statement = session.prepare(sql, sql.inserts());
        boolean fine = false;
        try {
            bind(session.dialect(), statement, sql, values);
            Map<String, Object> outcome = session.run(statement, () -> executed(session, sql, statement));
            fine = true;
            return outcome;
        } finally {
            session.done(sql, statement, fine);
        }
    }

    private static Map<String, Object> executed(Session session, SqlText sql, PreparedStatement statement)
            throws SQLException {
        Map<String, Object> outcome = new HashMap<>();
        long changes = 0;
        if (statement.execute()) {
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    changes++;
                }
            }
            changes = CHANGING.contains(sql.verb()) && !sql.reads() ? changes : 0;
        } else {
            changes = Math.max(0, statement.getLargeUpdateCount());
            Object key =
                    sql.inserts() && changes > 0 ? session.dialect().lastKey(session.connection(), statement) : null;
            if (key != null) {
                outcome.put("lastInsertId", String.valueOf(key));
            }
        }
        outcome.put("changes", changes);
        return outcome;
    }

    /** Several, in a transaction of their own or the one under way. @return for each what {@link #exec} tells */
    static List<Object> batch(Session session, List<SqlText> statements, List<List<@Nullable Object>> values)
            throws SQLException {
        List<Object> outcomes = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            try {
                outcomes.add(exec(session, statements.get(i), values.get(i)));
            } catch (SQLException e) {
                if (e instanceof Session.StatementTimeoutException) {
                    throw e;
                }
                throw session.dialect()
                        .failure(e)
                        .statement(statements.get(i).author())
                        .put("index", i);
            } catch (DatabaseFailure e) {
                throw e.statement(statements.get(i).author()).put("index", i);
            }
        }
        return outcomes;
    }

    static void bind(Dialect dialect, PreparedStatement statement, SqlText sql, List<@Nullable Object> values)
            throws SQLException {
        for (int i = 0; i < sql.bindings().size(); i++) {
            Object value = values.get(sql.bindings().get(i));
            int index = i + 1;
            if (value == null) {
                statement.setNull(index, Types.NULL);
            } else if (value instanceof String text) {
                statement.setString(index, text);
            } else if (value instanceof Integer number) {
                statement.setInt(index, number);
            } else if (value instanceof Long number) {
                statement.setLong(index, number);
            } else if (value instanceof Double || value instanceof BigInteger) {
                statement.setDouble(index, ((Number) value).doubleValue());
            } else if (value instanceof Boolean flag) {
                statement.setBoolean(index, flag);
            } else if (value instanceof Value other) {
                dialect.bind(statement, index, other);
            } else {
                throw new IllegalStateException("a parameter of " + value.getClass());
            }
        }
    }
}
