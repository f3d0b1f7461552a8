package dev.titan.host.db;

import dev.titan.config.DatabaseUrl;
import dev.titan.config.TitanConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A database in use: its lanes of connections, its threads and its clock. SQLite has a lane with the one connection that writes and another with those that read; anything else has one lane. Safe for use by
 * many threads.
 */
final class Connected implements AutoCloseable {
    private static final int LOOK_MS = 20;
    private static final int CLOSE_MS = 2_000;
    private static final int MOST_TEXTS = 1_000;

    private final TitanConfig.Database config;
    private final Dialect dialect;
    private final Lane writing;
    private final Lane reading;
    private final ExecutorService threads;
    private final ExecutorService cancelling = DatabaseThreads.pool("titan-db-cancel", 2);
    private final Future<?> clock;
    private final KeyValue keyValue;
    private final KeyValue sessions;
    private final Map<String, List<SqlText>> texts = new ConcurrentHashMap<>();

    private Connected(
            TitanConfig.Database config,
            Lane writing,
            Lane reading,
            Dialect dialect,
            ExecutorService threads,
            ScheduledExecutorService scheduler) {
        this.config = config;
        this.writing = writing;
        this.reading = reading;
        this.dialect = dialect;
        this.threads = threads;
        keyValue = new KeyValue(this, "titan_kv");
        sessions = new KeyValue(this, "titan_sessions");
        clock = scheduler.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * @param folder the one that the path of a SQLite file is relative to
     * @param scheduler keeps the time; nothing runs on it for long
     */
    static Connected of(TitanConfig.Database config, Path folder, ScheduledExecutorService scheduler) {
        DatabaseUrl url = config.url() == null ? DatabaseUrl.DEFAULT : DatabaseUrl.parse(config.url());
        if (url.kind() != DatabaseUrl.Kind.SQLITE) {
            ExecutorService threads = DatabaseThreads.pool("titan-db", config.pool());
            Lane.Source source = new PooledSource(url, config);
            Lane lane = new Lane(source, config.pool(), config.acquireMs(), threads);
            return new Connected(config, lane, lane, source.dialect(), threads, scheduler);
        }
        boolean memory = url.target().equals(DatabaseUrl.MEMORY);
        int readers = memory
                ? 0
                : Math.min(config.pool(), Math.max(2, Runtime.getRuntime().availableProcessors()));
        ExecutorService threads = DatabaseThreads.pool("titan-db", readers + 1);
        Path file = memory ? Path.of(DatabaseUrl.MEMORY) : folder.resolve(url.target());
        Lane.Source source = new SqliteSource(file, config.acquireMs(), false);
        Lane writing = new Lane(source, 1, config.acquireMs(), threads);
        Lane reading = memory
                ? writing
                : new Lane(new SqliteSource(file, config.acquireMs(), true), readers, config.acquireMs(), threads);
        return new Connected(config, writing, reading, source.dialect(), threads, scheduler);
    }

    TitanConfig.Database config() {
        return config;
    }

    Dialect dialect() {
        return dialect;
    }

    KeyValue sessions() {
        return sessions;
    }

    KeyValue keyValue() {
        return keyValue;
    }

    ExecutorService threads() {
        return threads;
    }

    Lane lane(boolean reads) {
        return reads ? reading : writing;
    }

    /** The statements of a text. */
    List<SqlText> read(String text) {
        List<SqlText> known = texts.get(text);
        if (known != null) {
            return known;
        }
        List<SqlText> read = SqlScanner.read(text, dialect.flavour());
        if (texts.size() >= MOST_TEXTS) {
            // An app that writes values into its statements fills this for nothing: the others come back soon.
            texts.clear();
        }
        texts.put(text, read);
        return read;
    }

    /** Work whose cancellation reaches the database. */
    Work work(String statement, Work.Body body) {
        Work work = new Work(statement, config.statementMs(), body);
        work.outcome().whenComplete((value, error) -> {
            if (work.outcome().isCancelled() && !cancelling.isShutdown()) {
                cancelling.execute(() -> {
                    Session session = work.session();
                    if (session != null) {
                        session.cancel(work);
                    }
                });
            }
        });
        return work;
    }

    private void look() {
        writing.expire();
        if (reading != writing) {
            reading.expire();
        }
        if (config.statementMs() > 0) {
            look(writing);
            if (reading != writing) {
                look(reading);
            }
        }
    }

    private void look(Lane lane) {
        long nanos = config.statementMs() * 1_000_000L;
        for (Session session : lane.used()) {
            // Asked without its lock, which is held while a database is being told.
            if (session.mayBeLate(nanos)) {
                cancelling.execute(() -> session.expire(nanos));
            }
        }
    }

    @Override
    public void close() {
        clock.cancel(false);
        writing.stop();
        reading.stop();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cancelling.shutdownNow();
        writing.close();
        if (reading != writing) {
            reading.close();
        }
    }
}
