package dev.titan.host.db;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays of databases that have them, as JDBC gives and takes them: what an element is, its Java class says. */
final class JdbcArrays {
    private JdbcArrays() {}

    static final ColumnReader READER = (row, column, out) -> {
        Array array = row.getArray(column);
        if (array == null) {
            out.nothing();
        } else if (array.getArray() instanceof Object[] elements) {
            out.array(elements, element -> write(element, out));
        } else {
            // Of a primitive type.
            out.text(row.getString(column));
        }
    };

    private static void write(@Nullable Object element, RowWriter out) throws SQLException {
        if (element == null) {
            out.nothing();
        } else if (element instanceof Boolean flag) {
            out.flag(flag);
        } else if (element instanceof Float real) {
            out.number(Float.isFinite(real) ? Double.parseDouble(real.toString()) : real);
        } else if (element instanceof Double real) {
            out.number(real);
        } else if (element instanceof BigDecimal decimal) {
            out.text(decimal.toPlainString());
        } else if (element instanceof BigInteger integer) {
            out.integer(integer);
        } else if (element instanceof Number integer) {
            out.integer(integer.longValue());
        } else if (element instanceof byte[] bytes) {
            out.bytes(bytes);
        } else if (element instanceof OffsetDateTime at) {
            out.text(Iso.instant(at));
        } else if (element instanceof LocalDateTime at) {
            out.text(Iso.local(at));
        } else if (element instanceof java.sql.Timestamp at) {
            out.text(Iso.local(at.toLocalDateTime()));
        } else if (element instanceof LocalDate date) {
            out.text(Iso.date(date));
        } else if (element instanceof Array inner && inner.getArray() instanceof Object[] elements) {
            out.array(elements, one -> write(one, out));
        } else {
            out.text(element.toString());
        }
    }

    /** Whether the place of a parameter wants an array: a driver that cannot tell has none. */
    static boolean wanted(PreparedStatement statement, int index) throws SQLException {
        try {
            ParameterMetaData meta = statement.getParameterMetaData();
            return meta != null && meta.getParameterType(index) == Types.ARRAY;
        } catch (SQLFeatureNotSupportedException e) {
            return false;
        }
    }

    static void bind(PreparedStatement statement, int index, Value.Elements elements) throws SQLException {
        String type = statement.getParameterMetaData().getParameterTypeName(index);
        String element = type.endsWith(" ARRAY") ? type.substring(0, type.length() - " ARRAY".length()) : type;
        statement.setArray(index, statement.getConnection().createArrayOf(element, plain(elements.elements())));
    }

    private static @Nullable Object[] plain(List<@Nullable Object> elements) {
        @Nullable Object[] all = new @Nullable Object[elements.size()];
        for (int i = 0; i < all.length; i++) {
            Object one = elements.get(i);
            all[i] = one instanceof Value value ? plain(value) : one;
        }
        return all;
    }

    private static Object plain(Value value) {
        if (value instanceof Value.Big big) {
            return new BigDecimal(big.integer());
        } else if (value instanceof Value.Odd odd) {
            return odd.number();
        } else if (value instanceof Value.Bytes bytes) {
            return bytes.bytes();
        } else if (value instanceof Value.Instant instant) {
            return OffsetDateTime.parse(instant.text());
        } else if (value instanceof Value.Elements inner) {
            return plain(inner.elements());
        } else if (value instanceof Value.Json json) {
            return json.text();
        }
        throw new IllegalStateException("no value of an array: " + value);
    }
}
