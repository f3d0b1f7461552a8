package dev.titan.host.db;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads one column of the row that a result is at. */
@FunctionalInterface
interface ColumnReader {
    /** @param column from 1 */
    void read(ResultSet row, int column, RowWriter out) throws SQLException;

    ColumnReader TEXT = (row, column, out) -> out.text(row.getString(column));
    ColumnReader BYTES = (row, column, out) -> out.bytes(row.getBytes(column));
    ColumnReader JSON = (row, column, out) -> out.json(row.getString(column));

    ColumnReader LONG = (row, column, out) -> {
        long value = row.getLong(column);
        if (value == 0 && row.wasNull()) {
            out.nothing();
        } else {
            out.integer(value);
        }
    };

    ColumnReader DOUBLE = (row, column, out) -> {
        double value = row.getDouble(column);
        if (value == 0 && row.wasNull()) {
            out.nothing();
        } else {
            out.number(value);
        }
    };

    /** Of single precision: the shortest decimal that stands for it, not the double next to it. */
    ColumnReader FLOAT = (row, column, out) -> {
        float value = row.getFloat(column);
        if (value == 0 && row.wasNull()) {
            out.nothing();
        } else {
            out.number(Float.isFinite(value) ? Double.parseDouble(Float.toString(value)) : value);
        }
    };

    ColumnReader BOOLEAN = (row, column, out) -> {
        boolean value = row.getBoolean(column);
        if (!value && row.wasNull()) {
            out.nothing();
        } else {
            out.flag(value);
        }
    };
}
