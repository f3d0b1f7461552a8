package dev.titan.host.db;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In what databases differ, as far as Titan has to know it. Safe for use by many threads. */
abstract class Dialect {
    abstract SqlScanner.Flavour flavour();

    /**
     * Binds a value that is neither null, text, a boolean nor a number.
     *
     * @param index of JDBC's placeholder, from 1
     */
    final void bind(PreparedStatement statement, int index, Value value) throws SQLException {
        if (value instanceof Value.Big big) {
            bindInteger(statement, index, big.integer());
        } else if (value instanceof Value.Odd odd) {
            statement.setDouble(index, odd.number());
        } else if (value instanceof Value.Bytes bytes) {
            statement.setBytes(index, bytes.bytes());
        } else if (value instanceof Value.Instant instant) {
            bindInstant(statement, index, instant.text());
        } else if (value instanceof Value.Json json) {
            bindJson(statement, index, json.text());
        } else if (value instanceof Value.Elements elements) {
            bindArray(statement, index, elements);
        }
    }

    abstract void bindInteger(PreparedStatement statement, int index, BigInteger integer) throws SQLException;

    /** @param instant in ISO 8601 with milliseconds and Z */
    abstract void bindInstant(PreparedStatement statement, int index, String instant) throws SQLException;

    void bindJson(PreparedStatement statement, int index, String json) throws SQLException {
        statement.setString(index, json);
    }

    void bindArray(PreparedStatement statement, int index, Value.Elements elements) throws SQLException {
        if (elements.json() == null) {
            throw DatabaseFailure.usage("parameter " + index + " is an array that JSON cannot hold", "");
        }
        bindJson(statement, index, elements.json());
    }

    /** How each column of a result is read. */
    abstract List<ColumnReader> readers(ResultSet rows) throws SQLException;

    abstract DatabaseFailure failure(SQLException e);

    /** Prepares a statement; {@code keys}: whether {@link #lastKey} is going to be asked. */
    PreparedStatement prepare(Connection connection, SqlText sql, boolean keys) throws SQLException {
        return connection.prepareStatement(sql.jdbc());
    }

    /** Whether a statement gives rows, asked before it is run. */
    boolean givesRows(PreparedStatement statement) throws SQLException {
        ResultSetMetaData rows = statement.getMetaData();
        return rows != null && rows.getColumnCount() > 0;
    }

    /** The key of the row that an INSERT added last, null where the database does not tell. */
    @Nullable
    Object lastKey(Connection connection, PreparedStatement statement) throws SQLException {
        return null;
    }

    /** Begins a transaction. */
    void begin(Connection connection, Isolation isolation, boolean readOnly) throws SQLException {
        connection.setAutoCommit(false);
        if (isolation.level != Connection.TRANSACTION_NONE) {
            connection.setTransactionIsolation(isolation.level);
        }
        if (readOnly) {
            connection.setReadOnly(true);
        }
    }

    void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    void rollback(Connection connection) throws SQLException {
        connection.rollback();
    }

    /** Makes a connection ready for a result that comes in parts, outside of a transaction. */
    void beginStream(Connection connection) throws SQLException {
        // Most databases keep the rest of a result within a transaction only.
        connection.setAutoCommit(false);
    }

    /** Ends what {@link #beginStream} began. What else the connection is set to, its pool puts back. */
    void endStream(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** The isolation levels of SQL. */
    enum Isolation {
        DEFAULT("", Connection.TRANSACTION_NONE),
        READ_COMMITTED("read committed", Connection.TRANSACTION_READ_COMMITTED),
        REPEATABLE_READ("repeatable read", Connection.TRANSACTION_REPEATABLE_READ),
        SERIALIZABLE("serializable", Connection.TRANSACTION_SERIALIZABLE);

        final String words;
        final int level;

        Isolation(String words, int level) {
            this.words = words;
            this.level = level;
        }
    }
}
