package dev.titan.host.db;

import dev.titan.config.TitanConfig;
import dev.titan.host.HostValue;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import dev.titan.host.tasks.TaskStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * {@code t.db} and {@code t.kv}: the operations behind them. Nothing is loaded, opened or started before the first of them. Safe for use by many threads.
 *
 * <p>An outcome that is {@code {error: …}} is a {@code DatabaseError}; rows are an array, or {@code {rows, patches}} ({@link RowWriter}).
 */
public final class Database implements AutoCloseable {
    private final DatabaseSettings settings;
    private final ScheduledExecutorService scheduler;
    private volatile @Nullable Connected connected;
    private boolean closed;

    /** @param scheduler keeps the time of statements */
    public Database(DatabaseSettings settings, ScheduledExecutorService scheduler) {
        this.settings = settings;
        this.scheduler = scheduler;
    }

    /** What JavaScript can start, by name; {@code src/main/ts/db} has the other side. */
    public Map<String, Operation> operations() {
        return Map.of(
                "db.query", reporting(this::query),
                "db.batch", reporting(this::batch),
                "db.begin", reporting(this::begin),
                "db.end", reporting(this::end),
                "db.point", reporting(this::point),
                "db.stream", reporting(this::stream),
                "db.next", reporting(this::next),
                "db.close", reporting(this::closeStream),
                "kv", reporting(call -> connected().keyValue().start(call)),
                "session.database", reporting(call -> connected().sessions().start(call)));
    }

    /** Where {@code t.tasks} keeps what is enqueued. Nothing is opened before it is used. */
    public TaskStore tasks(TitanConfig.Tasks config) {
        return new DatabaseTasks(this::connected, config);
    }

    /** What is wrong with a call is told like what the database says. */
    private static Operation reporting(Operation operation) {
        return call -> {
            try {
                return operation.start(call);
            } catch (DatabaseFailure e) {
                return CompletableFuture.completedFuture(Map.of("error", e.plain()));
            }
        };
    }

    private Connected connected() {
        Connected made = connected;
        return made != null ? made : connect();
    }

    private synchronized Connected connect() {
        if (closed) {
            throw DatabaseFailure.ended("the database has been closed");
        }
        Connected made = connected;
        if (made == null) {
            try {
                made = Connected.of(settings.config(), settings.folder(), scheduler);
            } catch (NoClassDefFoundError e) {
                throw new DatabaseFailure(
                        "this jar was built without a database, since nothing in the app names db: write t.db in an action and build it again",
                        "TITAN_DB_DRIVER",
                        "08001",
                        e);
            }
            connected = made;
        }
        return made;
    }

    /** The kinds of {@code db.query}. */
    private enum Kind {
        QUERY,
        ONE,
        EXEC
    }

    /** Arguments: text, values, kind, number of the transaction or 0. */
    private CompletionStage<? extends @Nullable Object> query(OperationCall call) {
        Connected database = connected();
        String text = call.text(0, "t.db: the statement");
        List<@Nullable Object> values = values(call, 1);
        Kind kind = Kind.valueOf(call.text(2, "t.db: the kind").toUpperCase(Locale.ROOT));
        List<SqlText> statements = database.read(text);
        if (kind == Kind.EXEC && values.isEmpty() && statements.size() > 1) {
            return script(database, call, text, statements);
        }
        SqlText sql = single(text, statements);
        Statements.check(sql, values.size(), database.dialect().flavour());
        long limit = database.config().resultBytes();
        Work work = database.work(
                sql.author(),
                session -> kind == Kind.EXEC
                        ? Statements.exec(session, sql, values)
                        : Statements.query(session, sql, values, kind == Kind.ONE, limit));
        return submit(database, call, 3, sql.reads(), work);
    }

    private static SqlText single(String text, List<SqlText> statements) {
        if (statements.size() == 1) {
            return statements.get(0);
        }
        throw DatabaseFailure.usage(
                statements.isEmpty()
                        ? "the statement is empty"
                        : "there are " + statements.size()
                                + " statements, expected one; t.db.exec runs several when they have no parameters, t.db.batch when they have",
                text);
    }

    /** Several statements without parameters: all of them or none. */
    private CompletionStage<? extends @Nullable Object> script(
            Connected database, OperationCall call, String text, List<SqlText> statements) {
        List<List<@Nullable Object>> none = new ArrayList<>();
        for (SqlText sql : statements) {
            Statements.check(sql, 0, database.dialect().flavour());
            none.add(List.of());
        }
        Work work = database.work(text, session -> {
            long changes = 0;
            for (Object one : inTransaction(database, session, call, 3, statements, none)) {
                changes += one instanceof Map<?, ?> outcome && outcome.get("changes") instanceof Number n
                        ? n.longValue()
                        : 0;
            }
            return Map.of("changes", changes);
        });
        return submit(database, call, 3, false, work);
    }

    /** Arguments: a list of text and values, number of the transaction or 0. */
    private CompletionStage<? extends @Nullable Object> batch(OperationCall call) {
        Connected database = connected();
        List<SqlText> statements = new ArrayList<>();
        List<List<@Nullable Object>> values = new ArrayList<>();
        for (Object one :
                (List<?>) java.util.Objects.requireNonNull(call.arguments().get(0))) {
            List<?> pair = (List<?>) one;
            String text = (String) pair.get(0);
            SqlText sql = single(text, database.read(text));
            List<@Nullable Object> given = Value.decode((List<?>) pair.get(1), call.bytes());
            try {
                Statements.check(sql, given.size(), database.dialect().flavour());
            } catch (DatabaseFailure e) {
                throw e.put("index", statements.size());
            }
            statements.add(sql);
            values.add(given);
        }
        Work work = database.work("", session -> inTransaction(database, session, call, 1, statements, values));
        return submit(database, call, 1, false, work);
    }

    private static List<Object> inTransaction(
            Connected database,
            Session session,
            OperationCall call,
            int transaction,
            List<SqlText> statements,
            List<List<@Nullable Object>> values)
            throws java.sql.SQLException {
        if (number(call, transaction) != 0) {
            return Statements.batch(session, statements, values);
        }
        Dialect dialect = database.dialect();
        dialect.begin(session.connection(), Dialect.Isolation.DEFAULT, false);
        boolean done = false;
        try {
            List<Object> outcomes = Statements.batch(session, statements, values);
            dialect.commit(session.connection());
            done = true;
            return outcomes;
        } finally {
            if (!done) {
                undo(dialect, session);
            }
        }
    }

    private static void undo(Dialect dialect, Session session) {
        try {
            dialect.rollback(session.connection());
        } catch (java.sql.SQLException e) {
            // The reason for it is on its way to the author; the connection is given up.
            session.breaks();
        }
    }

    /** Arguments: isolation level, whether nothing is going to be written. Its resource is the transaction. */
    private CompletionStage<? extends @Nullable Object> begin(OperationCall call) {
        Connected database = connected();
        Dialect.Isolation isolation = isolation(call.text(0, "t.db.transaction: the isolation level"));
        boolean readOnly = Boolean.TRUE.equals(call.arguments().get(1));
        Lane lane = database.lane(readOnly);
        Work work = database.work("", session -> {
            database.dialect().begin(session.connection(), isolation, readOnly);
            return new HostValue(Map.of(), null, new Transaction(database, lane, session, database.threads()));
        });
        lane.submit(work);
        return work.outcome();
    }

    private static Dialect.Isolation isolation(String words) {
        List<String> known = new ArrayList<>();
        for (Dialect.Isolation one : Dialect.Isolation.values()) {
            if (one.words.equals(words)) {
                return one;
            }
            if (!one.words.isEmpty()) {
                known.add('"' + one.words + '"');
            }
        }
        throw OperationException.type(
                "t.db.transaction: isolation must be " + String.join(", ", known) + ", not \"" + words + "\"");
    }

    /** Arguments: number of the transaction, whether to commit. */
    private CompletionStage<? extends @Nullable Object> end(OperationCall call) {
        Transaction transaction = call.scope().resource(number(call, 0), Transaction.class);
        call.scope().forget(number(call, 0));
        Work work = transaction.ending(Boolean.TRUE.equals(call.arguments().get(1)));
        transaction.end(work);
        return work.outcome();
    }

    /** Arguments: number of the transaction, {@link Transaction.Verb}, number of the savepoint. */
    private CompletionStage<? extends @Nullable Object> point(OperationCall call) {
        Transaction transaction = call.scope().resource(number(call, 0), Transaction.class);
        Transaction.Verb verb =
                Transaction.Verb.valueOf(call.text(1, "savepoint").toUpperCase(Locale.ROOT));
        Work work = transaction.point(verb, number(call, 2));
        transaction.submit(work);
        return work.outcome();
    }

    /** Arguments: text, values, most rows of a part, number of the transaction or 0. Its resource is read by {@link #next}. */
    private CompletionStage<? extends @Nullable Object> stream(OperationCall call) {
        Connected database = connected();
        String text = call.text(0, "t.db.stream: the statement");
        List<@Nullable Object> values = values(call, 1);
        int rows = (int) call.number(2, "t.db.stream: the rows of a part");
        SqlText sql = single(text, database.read(text));
        Statements.check(sql, values.size(), database.dialect().flavour());
        long limit = database.config().resultBytes();
        int number = number(call, 3);
        if (number != 0) {
            Transaction transaction = call.scope().resource(number, Transaction.class);
            Work work = database.work(sql.author(), session -> {
                Cursor cursor = Cursor.open(session, sql, values, rows, limit);
                return new HostValue(Map.of(), null, new StreamPart(transaction, cursor, false, database));
            });
            transaction.submit(work);
            return work.outcome();
        }
        Lane lane = database.lane(sql.reads());
        Work work = database.work(sql.author(), session -> {
            database.dialect().beginStream(session.connection());
            Cursor cursor = Cursor.open(session, sql, values, rows, limit);
            Stream stream = new Stream(lane, session, database.threads());
            stream.reads(cursor);
            return new HostValue(Map.of(), null, new StreamPart(stream, cursor, true, database));
        });
        lane.submit(work);
        return work.outcome();
    }

    /** Arguments: number of the stream. */
    private CompletionStage<? extends @Nullable Object> next(OperationCall call) {
        StreamPart stream = call.scope().resource(number(call, 0), StreamPart.class);
        Work work = connected().work("", session -> stream.cursor().next(session));
        stream.held().submit(work);
        return work.outcome();
    }

    /** Arguments: number of the stream. */
    private CompletionStage<? extends @Nullable Object> closeStream(OperationCall call) {
        int number = number(call, 0);
        call.scope().resource(number, StreamPart.class).close();
        call.scope().forget(number);
        return CompletableFuture.completedFuture(null);
    }

    private static CompletionStage<? extends @Nullable Object> submit(
            Connected database, OperationCall call, int transaction, boolean reads, Work work) {
        int number = number(call, transaction);
        if (number == 0) {
            database.lane(reads).submit(work);
        } else {
            call.scope().resource(number, Transaction.class).submit(work);
        }
        return work.outcome();
    }

    private static int number(OperationCall call, int index) {
        return (int) call.number(index, "t.db: the number");
    }

    private static List<@Nullable Object> values(OperationCall call, int index) {
        if (call.arguments().get(index) instanceof List<?> encoded) {
            return Value.decode(encoded, call.bytes());
        }
        throw new IllegalStateException("no list of values");
    }

    /** Closes all connections. What is under way has two seconds to end. */
    @Override
    public synchronized void close() {
        closed = true;
        Connected made = connected;
        if (made != null) {
            made.close();
        }
    }
}
