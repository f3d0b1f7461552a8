package dev.titan.host.db;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of tasks on one connection: plain SQL that SQLite and PostgreSQL have in common, and where they do not, the words of each. Confined to the session's thread. */
final class TaskTable {
    private final Session session;
    private final boolean sqlite;

    TaskTable(Session session) {
        this.session = session;
        this.sqlite = session.dialect().flavour() == SqlScanner.Flavour.SQLITE;
    }

    /** Milliseconds since 1970 by the database's clock. */
    String now() {
        return sqlite
                ? "CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"
                : "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
    }

    /** What keeps two processes from waiting for the same rows; SQLite has one writer. */
    String skipLocked() {
        return sqlite ? "" : " FOR UPDATE SKIP LOCKED";
    }

    void create() throws SQLException {
        try {
            createNow();
        } catch (SQLException e) {
            // Two at once are too many for PostgreSQL; the second time the table is there.
            createNow();
        }
    }

    private void createNow() throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS titan_tasks (id TEXT PRIMARY KEY, name TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL, run_at BIGINT NOT NULL, attempt INTEGER NOT NULL,"
                            + " retries INTEGER NOT NULL, settings TEXT NOT NULL, dedupe TEXT UNIQUE, owner TEXT, lease BIGINT, result TEXT, error TEXT, created BIGINT NOT NULL, started BIGINT, finished BIGINT)");
            statement.execute("CREATE INDEX IF NOT EXISTS titan_tasks_due ON titan_tasks (state, run_at)");
            statement.execute("CREATE INDEX IF NOT EXISTS titan_tasks_finished ON titan_tasks (finished)");
        }
    }

    /** @return how many rows it has changed */
    int change(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return session.run(statement, statement::executeUpdate);
        }
    }

    /** What is read of a row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> rows(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return session.run(statement, () -> {
                List<T> all = new ArrayList<>();
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        all.add(row.read(result));
                    }
                }
                return all;
            });
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = session.connection().prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                statement.setNull(i + 1, Types.VARCHAR);
            } else if (value instanceof Number number) {
                statement.setLong(i + 1, number.longValue());
            } else {
                statement.setString(i + 1, (String) value);
            }
        }
        return statement;
    }
}
