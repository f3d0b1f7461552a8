package dev.titan.host.db;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any other database, by what JDBC says of its types. */
final class JdbcDialect extends Dialect {
    @Override
    SqlScanner.Flavour flavour() {
        return SqlScanner.Flavour.OTHER;
    }

    @Override
    void bindInteger(PreparedStatement statement, int index, BigInteger integer) throws SQLException {
        statement.setBigDecimal(index, new BigDecimal(integer));
    }

    @Override
    void bindInstant(PreparedStatement statement, int index, String instant) throws SQLException {
        statement.setObject(index, OffsetDateTime.parse(instant));
    }

    @Override
    void bindArray(PreparedStatement statement, int index, Value.Elements elements) throws SQLException {
        if (JdbcArrays.wanted(statement, index)) {
            JdbcArrays.bind(statement, index, elements);
        } else {
            super.bindArray(statement, index, elements);
        }
    }

    @Override
    List<ColumnReader> readers(ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<ColumnReader> readers = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            readers.add(reader(meta.getColumnType(i), meta.getColumnTypeName(i)));
        }
        return readers;
    }

    private static ColumnReader reader(int type, String name) {
        // JDBC has no types for these: drivers report them as bytes, text or others.
        if (name.equalsIgnoreCase("UUID")) {
            return ColumnReader.TEXT;
        }
        if (name.equalsIgnoreCase("JSON")) {
            return ColumnReader.JSON;
        }
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> ColumnReader.LONG;
            case Types.BIGINT ->
                (row, column, out) -> {
                    // Unsigned ones do not fit a long.
                    BigDecimal value = row.getBigDecimal(column);
                    if (value == null) {
                        out.nothing();
                    } else {
                        out.integer(value.toBigInteger());
                    }
                };
            case Types.REAL -> ColumnReader.FLOAT;
            case Types.FLOAT, Types.DOUBLE -> ColumnReader.DOUBLE;
            case Types.BIT, Types.BOOLEAN -> ColumnReader.BOOLEAN;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ColumnReader.BYTES;
            case Types.DECIMAL, Types.NUMERIC ->
                (row, column, out) -> {
                    BigDecimal value = row.getBigDecimal(column);
                    out.text(value == null ? null : value.toPlainString());
                };
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                (row, column, out) -> out.text(Iso.instant(row.getObject(column, OffsetDateTime.class)));
            case Types.TIMESTAMP ->
                (row, column, out) -> out.text(Iso.local(row.getObject(column, LocalDateTime.class)));
            case Types.DATE -> (row, column, out) -> out.text(Iso.date(row.getObject(column, LocalDate.class)));
            case Types.ARRAY -> JdbcArrays.READER;
            default -> ColumnReader.TEXT;
        };
    }

    @Override
    PreparedStatement prepare(Connection connection, SqlText sql, boolean keys) throws SQLException {
        return keys
                ? connection.prepareStatement(sql.jdbc(), Statement.RETURN_GENERATED_KEYS)
                : connection.prepareStatement(sql.jdbc());
    }

    @Override
    @Nullable
    Object lastKey(Connection connection, PreparedStatement statement) throws SQLException {
        Object last = null;
        try (ResultSet keys = statement.getGeneratedKeys()) {
            while (keys.next()) {
                last = keys.getObject(1);
            }
        }
        return last instanceof Number number ? number.longValue() : null;
    }

    @Override
    DatabaseFailure failure(SQLException e) {
        return DatabaseFailure.of(e);
    }
}
