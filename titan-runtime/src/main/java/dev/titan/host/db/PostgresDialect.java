package dev.titan.host.db;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * PostgreSQL. Text, instants, JSON and arrays go without a type, so that the server takes them for what the place wants; numbers, booleans and bytes have theirs. What has no
 * counterpart in JavaScript comes as the text that the server writes.
 */
final class PostgresDialect extends Dialect {
    private static final Map<String, ColumnReader> READERS = Map.ofEntries(
            Map.entry("int2", ColumnReader.LONG),
            Map.entry("int4", ColumnReader.LONG),
            Map.entry("int8", ColumnReader.LONG),
            Map.entry("oid", ColumnReader.LONG),
            Map.entry("serial", ColumnReader.LONG),
            Map.entry("bigserial", ColumnReader.LONG),
            Map.entry("smallserial", ColumnReader.LONG),
            Map.entry("float4", ColumnReader.FLOAT),
            Map.entry("float8", ColumnReader.DOUBLE),
            Map.entry("bool", ColumnReader.BOOLEAN),
            Map.entry("bytea", ColumnReader.BYTES),
            Map.entry("json", ColumnReader.JSON),
            Map.entry("jsonb", ColumnReader.JSON),
            Map.entry(
                    "timestamptz",
                    (row, column, out) -> out.text(Iso.instant(row.getObject(column, OffsetDateTime.class)))),
            Map.entry(
                    "timestamp", (row, column, out) -> out.text(Iso.local(row.getObject(column, LocalDateTime.class)))),
            Map.entry("date", (row, column, out) -> out.text(Iso.date(row.getObject(column, LocalDate.class)))));

    private final long limit;

    /** @param limit of a result, bytes, for messages */
    PostgresDialect(long limit) {
        this.limit = limit;
    }

    @Override
    SqlScanner.Flavour flavour() {
        return SqlScanner.Flavour.POSTGRESQL;
    }

    @Override
    void bindInteger(PreparedStatement statement, int index, BigInteger integer) throws SQLException {
        if (integer.bitLength() <= 63) {
            statement.setLong(index, integer.longValue());
        } else {
            statement.setBigDecimal(index, new BigDecimal(integer));
        }
    }

    @Override
    void bindInstant(PreparedStatement statement, int index, String instant) throws SQLException {
        untyped(statement, index, instant);
    }

    @Override
    void bindJson(PreparedStatement statement, int index, String json) throws SQLException {
        untyped(statement, index, json);
    }

    @Override
    void bindArray(PreparedStatement statement, int index, Value.Elements elements) throws SQLException {
        String type =
                statement.getParameterMetaData().getParameterTypeName(index).toLowerCase(Locale.ROOT);
        boolean asJson = elements.json() != null && (type.equals("json") || type.equals("jsonb"));
        untyped(statement, index, asJson ? String.valueOf(elements.json()) : array(elements.elements()));
    }

    private static void untyped(PreparedStatement statement, int index, String text) throws SQLException {
        statement.setObject(index, text, Types.OTHER);
    }

    /** As the server reads arrays (PostgreSQL's documentation, 8.15.6). */
    private static String array(List<@Nullable Object> elements) {
        StringBuilder text = new StringBuilder("{");
        for (Object element : elements) {
            if (text.length() > 1) {
                text.append(',');
            }
            if (element == null) {
                text.append("NULL");
            } else if (element instanceof Value.Elements inner) {
                text.append(array(inner.elements()));
            } else {
                text.append('"')
                        .append(plain(element).replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return text.append('}').toString();
    }

    private static String plain(Object element) {
        if (element instanceof Value.Big big) {
            return big.integer().toString();
        } else if (element instanceof Value.Odd odd) {
            return Double.toString(odd.number());
        } else if (element instanceof Value.Bytes bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes.bytes());
        } else if (element instanceof Value.Instant instant) {
            return instant.text();
        } else if (element instanceof Value.Json json) {
            return json.text();
        }
        return element.toString();
    }

    @Override
    List<ColumnReader> readers(ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<ColumnReader> readers = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String type = meta.getColumnTypeName(i);
            readers.add(
                    meta.getColumnType(i) == Types.ARRAY
                            ? arrayReader(type.startsWith("_") ? type.substring(1) : type)
                            : READERS.getOrDefault(type, ColumnReader.TEXT));
        }
        return readers;
    }

    private static ColumnReader arrayReader(String element) {
        return (row, column, out) -> {
            Array array = row.getArray(column);
            if (array == null) {
                out.nothing();
                return;
            }
            // The driver's own reading of elements loses the microseconds of some types: text has everything.
            if (array.getArray() instanceof Object[] elements) {
                out.array(elements, one -> Elements.write(one, element, out));
            } else {
                out.text(array.toString());
            }
        };
    }

    /** Elements of arrays, which the driver gives as objects. */
    private static final class Elements {
        static void write(@Nullable Object one, String type, RowWriter out) {
            if (one == null) {
                out.nothing();
            } else if (one instanceof Boolean flag) {
                out.flag(flag);
            } else if (one instanceof Float real) {
                out.number(Float.isFinite(real) ? Double.parseDouble(real.toString()) : real);
            } else if (one instanceof Double real) {
                out.number(real);
            } else if (one instanceof Integer || one instanceof Long || one instanceof Short) {
                out.integer(((Number) one).longValue());
            } else if (one instanceof BigDecimal decimal) {
                out.text(decimal.toPlainString());
            } else if (one instanceof byte[] bytes) {
                out.bytes(bytes);
            } else if (one instanceof java.sql.Timestamp at) {
                out.text(
                        type.equals("timestamptz")
                                ? Iso.instant(at.toInstant().atOffset(java.time.ZoneOffset.UTC))
                                : Iso.local(at.toLocalDateTime()));
            } else if (type.equals("json") || type.equals("jsonb")) {
                out.json(one.toString());
            } else {
                out.text(one.toString());
            }
        }
    }

    @Override
    DatabaseFailure failure(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException known ? known.getServerErrorMessage() : null;
        if (server == null) {
            // The driver's own message for a result that is larger than it may be.
            return String.valueOf(e.getMessage()).contains("maxResultBuffer")
                    ? DatabaseFailure.tooLarge(limit)
                    : DatabaseFailure.of(e);
        }
        String state = String.valueOf(server.getSQLState());
        return new DatabaseFailure(String.valueOf(server.getMessage()), state, state, e)
                .put("severity", server.getSeverity())
                .put("detail", server.getDetail())
                .put("hint", server.getHint())
                .put("position", server.getPosition() > 0 ? server.getPosition() : null)
                .put("schema", server.getSchema())
                .put("table", server.getTable())
                .put("column", server.getColumn())
                .put("constraint", server.getConstraint());
    }
}
