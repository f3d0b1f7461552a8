package dev.titan.host.db;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as JSON, an array of objects. What JSON cannot say (BigInt, bytes, NaN) is a null there, and a {@code patch} tells JavaScript what belongs in that place:
 * {@code [kind, …, row, column, index…]}. Confined to one thread.
 */
final class RowWriter {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final long MOST_SAFE = (1L << 53) - 1;

    private final long limit;
    private final StringWriter text = new StringWriter();
    private final JsonGenerator json;
    private @Nullable ByteArrayOutputStream bytes;
    private @Nullable List<List<Object>> patches;
    private final List<Object> place = new ArrayList<>();
    private int rows;

    /** @param limit of the JSON and the bytes together; beyond it writing throws a {@link DatabaseFailure} */
    RowWriter(long limit) {
        this.limit = limit;
        try {
            json = FACTORY.createGenerator(text);
            json.writeStartArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of a result's columns as the author asked for them. */
    static String[] names(ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        String[] names = new String[meta.getColumnCount()];
        for (int i = 0; i < names.length; i++) {
            names[i] = meta.getColumnLabel(i + 1);
        }
        return names;
    }

    /** Writes the row that a result is at. */
    void row(ResultSet from, String[] names, List<ColumnReader> readers) throws SQLException {
        try {
            json.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                json.writeFieldName(names[i]);
                place.clear();
                place.add(rows);
                place.add(names[i]);
                readers.get(i).read(from, i + 1, this);
            }
            json.writeEndObject();
            rows++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (size() > limit) {
            throw DatabaseFailure.tooLarge(limit);
        }
    }

    int rows() {
        return rows;
    }

    /** Characters of JSON so far, but for what is still buffered, and bytes beside them. */
    long size() {
        return text.getBuffer().length() + (bytes == null ? 0L : bytes.size());
    }

    void nothing() {
        write(() -> json.writeNull());
    }

    void flag(boolean value) {
        write(() -> json.writeBoolean(value));
    }

    void text(@Nullable String value) {
        write(() -> json.writeString(value));
    }

    /** A document that the database has checked. */
    void json(@Nullable String document) {
        if (document == null) {
            nothing();
        } else {
            write(() -> json.writeRawValue(document));
        }
    }

    void integer(long value) {
        if (value >= -MOST_SAFE && value <= MOST_SAFE) {
            write(() -> json.writeNumber(value));
        } else {
            patch("n", Long.toString(value));
        }
    }

    void integer(BigInteger value) {
        if (value.bitLength() <= 53 && Math.abs(value.longValue()) <= MOST_SAFE) {
            integer(value.longValue());
        } else {
            patch("n", value.toString());
        }
    }

    void number(double value) {
        if (Double.isFinite(value)) {
            write(() -> json.writeNumber(value));
        } else {
            patch("f", Double.toString(value));
        }
    }

    void bytes(byte @Nullable [] value) {
        if (value == null) {
            nothing();
            return;
        }
        ByteArrayOutputStream all = bytes;
        if (all == null) {
            all = new ByteArrayOutputStream();
            bytes = all;
        }
        patch("b", all.size(), value.length);
        all.writeBytes(value);
    }

    /** An element of an array. */
    @FunctionalInterface
    interface Element {
        void write(@Nullable Object element) throws SQLException;
    }

    /** A list, nested as it may be. */
    void array(Object[] elements, Element writer) throws SQLException {
        write(() -> json.writeStartArray());
        for (int i = 0; i < elements.length; i++) {
            place.add(i);
            if (elements[i] instanceof Object[] inner) {
                array(inner, writer);
            } else {
                writer.write(elements[i]);
            }
            place.remove(place.size() - 1);
        }
        write(() -> json.writeEndArray());
    }

    private void patch(Object... what) {
        List<Object> patch = new ArrayList<>(List.of(what));
        patch.addAll(place);
        List<List<Object>> all = patches;
        if (all == null) {
            all = new ArrayList<>();
            patches = all;
        }
        all.add(patch);
        nothing();
    }

    /** Ends the array. @return its text; nothing can be written any more */
    String finish() {
        write(() -> {
            json.writeEndArray();
            json.close();
        });
        return text.toString();
    }

    byte @Nullable [] bytes() {
        return bytes == null ? null : bytes.toByteArray();
    }

    @Nullable
    List<List<Object>> patches() {
        return patches;
    }

    private interface Write {
        void run() throws IOException;
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
