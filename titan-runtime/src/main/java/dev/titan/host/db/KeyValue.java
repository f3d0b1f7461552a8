package dev.titan.host.db;

import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import dev.titan.model.Json;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, in a table of the app's database that is made at the first use: those of {@code t.kv}, or the sessions of {@code t.session}. What has expired is not seen, and deleted once a minute at most. Safe for use by many threads.
 */
final class KeyValue {
    private static final long PURGE_MS = TimeUnit.MINUTES.toMillis(1);

    private final Connected database;
    private final String create;
    private final SqlText get;
    private final SqlText list;
    private final SqlText set;
    private final SqlText setIfAbsent;
    private final SqlText delete;
    private final SqlText purge;
    private final SqlText add;
    private final AtomicLong purged = new AtomicLong();
    private volatile boolean ready;

    /** @param table its name, plain */
    KeyValue(Connected database, String table) {
        this.database = database;
        String live = " (expires IS NULL OR expires > ?)";
        create =
                "CREATE table IF NOT EXISTS " + table + " (name TEXT PRIMARY KEY, value TEXT NOT NULL, expires BIGINT)";
        get = sql("SELECT value FROM " + table + " WHERE name = ? AND" + live, 2, true);
        list = sql(
                "SELECT name, value FROM " + table + " WHERE name >= ? AND name > ? AND substr(name, 1, ?) = ? AND"
                        + live + " ORDER BY name LIMIT ?",
                6,
                true);
        set = sql(
                "INSERT INTO " + table
                        + " (name, value, expires) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value, expires = excluded.expires",
                3,
                false);
        setIfAbsent = sql(set.jdbc() + " WHERE " + table + ".expires <= ?", 4, false);
        delete = sql("DELETE FROM " + table + " WHERE name = ? AND" + live, 2, false);
        purge = sql("DELETE FROM " + table + " WHERE expires <= ?", 1, false);
        // SQLite takes any text for a number when it casts; json() fails for what is no JSON.
        String sum = "CAST(CAST(" + table + ".value AS BIGINT) + CAST(excluded.value AS BIGINT) AS TEXT)";
        String checked = database.dialect().flavour() == SqlScanner.Flavour.SQLITE
                ? "CASE WHEN " + table + ".value = CAST(CAST(" + table + ".value AS BIGINT) AS TEXT) THEN " + sum
                        + " ELSE json('no integer') END"
                : sum;
        add = sql(
                "INSERT INTO " + table
                        + " (name, value, expires) VALUES (?, ?, NULL) ON CONFLICT (name) DO UPDATE SET value = CASE WHEN "
                        + table + ".expires <= ? THEN excluded.value ELSE " + checked + " END, expires = CASE WHEN "
                        + table + ".expires <= ? THEN NULL ELSE " + table + ".expires END RETURNING value",
                4,
                false);
    }

    private static SqlText sql(String text, int parameters, boolean reads) {
        List<Integer> bindings = new ArrayList<>();
        for (int i = 0; i < parameters; i++) {
            bindings.add(i);
        }
        return new SqlText(text, text, bindings, parameters, false, reads ? "SELECT" : "UPDATE", reads, 1);
    }

    private enum Verb {
        GET,
        LIST,
        SET,
        DELETE,
        ADD
    }

    /** Arguments: {@link Verb}, key, and what the verb needs. */
    CompletionStage<? extends @Nullable Object> start(OperationCall call) {
        if (database.dialect().flavour() == SqlScanner.Flavour.OTHER) {
            throw DatabaseFailure.usage("t.kv needs SQLite or PostgreSQL as the app's database", "");
        }
        Verb verb = Verb.valueOf(call.text(0, "t.kv: the verb").toUpperCase(Locale.ROOT));
        String key = call.text(1, "t.kv: the key");
        long now = System.currentTimeMillis();
        boolean reads = verb == Verb.GET || verb == Verb.LIST;
        Work work = database.work("", session -> {
            prepare(session, now, reads);
            return switch (verb) {
                case GET -> get(session, key, now);
                case LIST -> list(session, call, key, now);
                case SET -> set(session, call, key, now);
                case DELETE -> changes(session, delete, List.of(key, now)) > 0;
                case ADD -> add(session, key, (long) call.number(2, "t.kv.increment: the amount"), now);
            };
        });
        // A connection that only reads cannot make the table.
        database.lane(reads && ready).submit(work);
        return work.outcome();
    }

    private void prepare(Session session, long now, boolean reads) throws SQLException {
        if (!ready) {
            try {
                create(session);
            } catch (SQLException e) {
                // Two at once are too many for PostgreSQL; the second time the table is there.
                create(session);
            }
            ready = true;
        }
        long last = purged.get();
        if (!reads && now - last > PURGE_MS && purged.compareAndSet(last, now)) {
            changes(session, purge, List.of(now));
        }
    }

    private void create(Session session) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(create)) {
            statement.execute();
        }
    }

    private @Nullable Object get(Session session, String key, long now) throws SQLException {
        List<List<String>> rows = rows(session, get, List.of(key, now), 1);
        return rows.isEmpty()
                ? null
                : Map.of("value", new Json.Written(rows.get(0).get(0)));
    }

    private Object list(Session session, OperationCall call, String prefix, long now) throws SQLException {
        String after = call.text(2, "t.kv.list: after");
        int limit = (int) call.number(3, "t.kv.list: limit");
        List<Object> entries = new ArrayList<>();
        int length = prefix.codePointCount(0, prefix.length());
        for (List<String> row : rows(session, list, List.of(prefix, after, length, prefix, now, limit), 2)) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("key", row.get(0));
            entry.put("value", new Json.Written(row.get(1)));
            entries.add(entry);
        }
        return entries;
    }

    private Object set(Session session, OperationCall call, String key, long now) throws SQLException {
        String json = call.text(2, "t.kv.set: the value");
        List<@Nullable Object> values = new ArrayList<>(List.of(key, json));
        values.add(call.arguments().get(3) instanceof Number ms ? now + ms.longValue() : null);
        boolean ifAbsent = Boolean.TRUE.equals(call.arguments().get(4));
        if (ifAbsent) {
            values.add(now);
        }
        return changes(session, ifAbsent ? setIfAbsent : set, values) > 0;
    }

    private Object add(Session session, String key, long amount, long now) throws SQLException {
        try {
            List<List<String>> rows = rows(session, add, List.of(key, Long.toString(amount), now, now), 1);
            return new Json.Written(rows.get(0).get(0));
        } catch (SQLException e) {
            String state = session.dialect().failure(e).sqlState();
            if (state.equals("22P02") || String.valueOf(e.getMessage()).contains("malformed JSON")) {
                throw OperationException.type("t.kv.increment: the value of \"" + key + "\" is not an integer");
            }
            throw e;
        }
    }

    private static long changes(Session session, SqlText sql, List<@Nullable Object> values) throws SQLException {
        return Statements.exec(session, sql, values).get("changes") instanceof Number n ? n.longValue() : 0;
    }

    /** The text of the first columns of each row. */
    private static List<List<String>> rows(Session session, SqlText sql, List<@Nullable Object> values, int columns)
            throws SQLException {
        PreparedStatement statement = session.prepare(sql, false);
        boolean fine = false;
        try {
            Statements.bind(session.dialect(), statement, sql, values);
            List<List<String>> rows = session.run(statement, () -> {
                List<List<String>> read = new ArrayList<>();
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        List<String> row = new ArrayList<>();
                        for (int i = 1; i <= columns; i++) {
                            row.add(result.getString(i));
                        }
                        read.add(row);
                    }
                }
                return read;
            });
            fine = true;
            return rows;
        } finally {
            session.done(sql, statement, fine);
        }
    }
}
