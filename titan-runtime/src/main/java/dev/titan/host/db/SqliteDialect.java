package dev.titan.host.db;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite. A value has its storage class, whatever its column declares: INTEGER is a number or a BigInt, REAL a number, TEXT a string, BLOB bytes. Booleans are stored as 1 and 0, instants
 * and JSON as text.
 */
final class SqliteDialect extends Dialect {
    /** The driver wraps what SQLite says. */
    private static final Pattern MESSAGE = Pattern.compile("\\[\\w+] .*?\\((.*)\\)", Pattern.DOTALL);

    /** SQLSTATE (ISO 9075, and PostgreSQL's) for what SQLite calls by names of its own. */
    private static final Map<SQLiteErrorCode, String> STATES = Map.ofEntries(
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, "23505"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY, "23505"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID, "23505"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL, "23502"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY, "23503"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_CHECK, "23514"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT, "23000"),
            Map.entry(SQLiteErrorCode.SQLITE_ERROR, "42000"),
            Map.entry(SQLiteErrorCode.SQLITE_MISMATCH, "22000"),
            Map.entry(SQLiteErrorCode.SQLITE_TOOBIG, "54000"),
            Map.entry(SQLiteErrorCode.SQLITE_READONLY, "25006"),
            Map.entry(SQLiteErrorCode.SQLITE_BUSY, "55P03"),
            Map.entry(SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT, "40001"),
            Map.entry(SQLiteErrorCode.SQLITE_LOCKED, "55P03"),
            Map.entry(SQLiteErrorCode.SQLITE_INTERRUPT, "57014"),
            Map.entry(SQLiteErrorCode.SQLITE_FULL, "53100"),
            Map.entry(SQLiteErrorCode.SQLITE_NOMEM, "53200"),
            Map.entry(SQLiteErrorCode.SQLITE_CANTOPEN, "08001"),
            Map.entry(SQLiteErrorCode.SQLITE_IOERR, "58030"),
            Map.entry(SQLiteErrorCode.SQLITE_NOTADB, "08001"),
            Map.entry(SQLiteErrorCode.SQLITE_CORRUPT, "XX001"));

    private static final ColumnReader READER = (row, column, out) -> {
        Object value = row.getObject(column);
        if (value == null) {
            out.nothing();
        } else if (value instanceof Integer || value instanceof Long) {
            out.integer(((Number) value).longValue());
        } else if (value instanceof Number real) {
            out.number(real.doubleValue());
        } else if (value instanceof byte[] blob) {
            out.bytes(blob);
        } else {
            out.text(value.toString());
        }
    };

    @Override
    SqlScanner.Flavour flavour() {
        return SqlScanner.Flavour.SQLITE;
    }

    @Override
    void bindInteger(PreparedStatement statement, int index, BigInteger integer) throws SQLException {
        if (integer.bitLength() > 63) {
            throw DatabaseFailure.usage(
                    "parameter " + index + " is an integer of more than 64 bits: give it as text", "");
        }
        statement.setLong(index, integer.longValue());
    }

    @Override
    void bindInstant(PreparedStatement statement, int index, String instant) throws SQLException {
        statement.setString(index, instant);
    }

    @Override
    List<ColumnReader> readers(ResultSet rows) throws SQLException {
        return Collections.nCopies(rows.getMetaData().getColumnCount(), READER);
    }

    @Override
    boolean givesRows(PreparedStatement statement) {
        try {
            return super.givesRows(statement);
        } catch (SQLException e) {
            // The driver refuses to tell of a statement that has no columns.
            return false;
        }
    }

    @Override
    @Nullable
    Object lastKey(Connection connection, PreparedStatement statement) throws SQLException {
        try (ResultSet key = statement.getGeneratedKeys()) {
            return key.next() ? key.getLong(1) : null;
        }
    }

    /** At once for writing: a transaction that reads first and writes later would fail where another has written between. */
    @Override
    void begin(Connection connection, Isolation isolation, boolean readOnly) throws SQLException {
        run(connection, readOnly ? "BEGIN" : "BEGIN IMMEDIATE");
    }

    @Override
    void commit(Connection connection) throws SQLException {
        run(connection, "COMMIT");
    }

    @Override
    void rollback(Connection connection) throws SQLException {
        run(connection, "ROLLBACK");
    }

    @Override
    void beginStream(Connection connection) {}

    @Override
    void endStream(Connection connection) {}

    private static void run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    @Override
    DatabaseFailure failure(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return DatabaseFailure.of(e);
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        String text = String.valueOf(e.getMessage());
        Matcher wrapped = MESSAGE.matcher(text);
        String state = STATES.get(code);
        SQLiteErrorCode plain = SQLiteErrorCode.getErrorCode(code.code & 0xff);
        return new DatabaseFailure(
                wrapped.matches() ? wrapped.group(1) : text,
                code.name(),
                state != null ? state : STATES.getOrDefault(plain, "HY000"),
                e);
    }
}
