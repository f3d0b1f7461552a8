package dev.titan.host.db;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result that is read in parts, on one connection. Used by the work of that connection alone. */
final class Cursor {
    /** A part ends with the row that makes it this long, in characters of JSON. */
    private static final int LONG = 256 << 10;

    private final SqlText sql;
    private final PreparedStatement statement;
    private final ResultSet result;
    private final String[] names;
    private final List<ColumnReader> readers;
    private final int rows;
    private final long limit;
    private boolean over;

    private Cursor(
            SqlText sql,
            PreparedStatement statement,
            ResultSet result,
            List<ColumnReader> readers,
            int rows,
            long limit)
            throws SQLException {
        this.sql = sql;
        this.statement = statement;
        this.result = result;
        this.names = RowWriter.names(result);
        this.readers = readers;
        this.rows = rows;
        this.limit = limit;
    }

    /**
     * Runs a query.
     *
     * @param rows most rows of a part
     * @param limit of one row, bytes
     */
    static Cursor open(Session session, SqlText sql, List<@Nullable Object> values, int rows, long limit)
            throws SQLException {
        PreparedStatement statement = session.prepare(sql, false);
        try {
            statement.setFetchSize(rows);
            Statements.bind(session.dialect(), statement, sql, values);
            if (!sql.reads() && !session.dialect().givesRows(statement)
                    || !session.run(statement, statement::execute)) {
                throw DatabaseFailure.usage("the statement gives no rows: t.db.stream is for queries", sql.author());
            }
            ResultSet result = statement.getResultSet();
            return new Cursor(sql, statement, result, session.dialect().readers(result), rows, limit);
        } catch (SQLException | RuntimeException e) {
            session.done(sql, statement, false);
            throw e;
        }
    }

    /** The next part; {@code done} tells whether there is no other. */
    Object next(Session session) throws SQLException {
        RowWriter out = new RowWriter(limit);
        session.run(statement, () -> {
            while (!over && out.rows() < rows && out.size() < LONG) {
                if (result.next()) {
                    out.row(result, names, readers);
                } else {
                    over = true;
                }
            }
            return over;
        });
        return Statements.result(out, Map.of("done", over));
    }

    boolean over() {
        return over;
    }

    void close(Session session) {
        session.done(sql, statement, false);
    }
}
