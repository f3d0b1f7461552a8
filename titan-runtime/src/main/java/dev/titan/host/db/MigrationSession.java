package dev.titan.host.db;

import dev.titan.config.DatabaseUrl;
import dev.titan.config.TitanConfig;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.FileFault;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A connection for migrations, and the lock that one process at a time has. Confined to one thread. */
final class MigrationSession implements AutoCloseable {
    /** Of advisory locks in PostgreSQL: any number, the same for every Titan. */
    private static final long LOCK = 0x7469_7461_6e64_6221L;

    private static final long LOOK_NANOS = 50_000_000;

    private static final String LOCK_TABLE = "titan_migrations_lock";

    /** A file lock is the process's: its threads need one of their own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Lane.Source source;
    private final Session session;
    private final @Nullable Path file;
    private @Nullable Session locking;
    private @Nullable FileChannel fileLock;
    private boolean locked;

    private MigrationSession(Lane.Source source, Session session, @Nullable Path file) {
        this.source = source;
        this.session = session;
        this.file = file;
    }

    static Dialect dialect(DatabaseUrl url) {
        return switch (url.kind()) {
            case SQLITE -> new SqliteDialect();
            case POSTGRESQL -> new PostgresDialect(0);
            case OTHER -> new JdbcDialect();
        };
    }

    /** Whether connecting would make the database: a file of SQLite that is not there, in a folder in which it can be. */
    static boolean isYetToBeMade(DatabaseSettings settings, DatabaseUrl url) {
        if (url.kind() != DatabaseUrl.Kind.SQLITE || url.target().equals(DatabaseUrl.MEMORY)) {
            return false;
        }
        Path file = settings.folder().toAbsolutePath().resolve(url.target());
        Path folder = file.getParent();
        return Files.notExists(file) && folder != null && (Files.notExists(folder) || Files.isDirectory(folder));
    }

    /** Connects. Statements have no limit of time here: building an index may take its. */
    static MigrationSession open(DatabaseSettings settings, DatabaseUrl url) throws SQLException {
        TitanConfig.Database config = settings.config();
        if (url.kind() == DatabaseUrl.Kind.SQLITE) {
            boolean memory = url.target().equals(DatabaseUrl.MEMORY);
            if (memory) {
                throw DatabaseFailure.usage("a database in memory cannot be migrated from outside of the process", "");
            }
            Path file = settings.folder().resolve(url.target());
            Lane.Source source = new SqliteSource(file, config.acquireMs(), false);
            MigrationSession made = new MigrationSession(source, source.open(), file);
            // To rebuild a table, which is how SQLite changes one, its rows have to be gone for a while: they are
            // checked at the end.
            made.execute("PRAGMA foreign_keys = OFF");
            return made;
        }
        TitanConfig.Database patient = new TitanConfig.Database(
                config.url(), 2, config.connectMs(), config.acquireMs(), 0, config.resultBytes());
        Lane.Source source = new PooledSource(url, patient);
        return new MigrationSession(source, source.open(), null);
    }

    Connection connection() {
        return session.connection();
    }

    Dialect dialect() {
        return session.dialect();
    }

    /** Waits until no other process migrates. */
    void lock() throws SQLException {
        if (file != null) {
            lockFile(file);
            return;
        }
        locking = source.open();
        Connection other = locking.connection();
        if (dialect().flavour() == SqlScanner.Flavour.POSTGRESQL) {
            awaitAdvisoryLock(other);
            return;
        }
        execute("CREATE TABLE IF NOT EXISTS " + LOCK_TABLE + " (id INTEGER PRIMARY KEY)");
        if (count(connection(), "SELECT count(*) FROM " + LOCK_TABLE) == 0) {
            execute("INSERT INTO " + LOCK_TABLE + " (id) VALUES (1)");
        }
        other.setAutoCommit(false);
        try (PreparedStatement statement = other.prepareStatement("UPDATE " + LOCK_TABLE + " SET id = 1")) {
            statement.execute();
        }
    }

    /** Asked again and again: a statement that waits for the lock would be a transaction that CREATE INDEX CONCURRENTLY waits for. */
    private static void awaitAdvisoryLock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            while (true) {
                try (ResultSet rows = statement.executeQuery()) {
                    if (rows.next() && rows.getBoolean(1)) {
                        return;
                    }
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private void lockFile(Path database) {
        THREADS.lock();
        locked = true;
        Path lock = database.resolveSibling(database.getFileName() + "-migrate");
        try {
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            fileLock = channel;
            channel.lock();
        } catch (IOException e) {
            throw new DatabaseFailure(
                    "the file " + lock + ", which keeps two processes apart, cannot be locked: " + FileFault.of(e),
                    "SQLITE_CANTOPEN",
                    "08001",
                    e);
        }
    }

    boolean hasHistory() throws SQLException {
        try (ResultSet tables = connection().getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                if (Migrator.HISTORY.equalsIgnoreCase(tables.getString("TABLE_NAME"))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A statement of a migration: as it is written, without parameters. */
    PreparedStatement prepare(String sql) throws SQLException {
        // What looks like a placeholder is an operator here.
        return connection()
                .prepareStatement(
                        dialect().flavour() == SqlScanner.Flavour.POSTGRESQL
                                ? SqlScanner.withoutPlaceholders(sql)
                                : sql);
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** After a commit: the connection is as it was before the transaction. */
    void autoCommit() throws SQLException {
        if (!connection().getAutoCommit()) {
            connection().setAutoCommit(true);
        }
    }

    /** In SQLite: that no row refers to one that is gone. */
    void checkForeignKeys(Migration migration) throws SQLException, DiagnosticException {
        if (file == null) {
            return;
        }
        try (PreparedStatement statement = connection().prepareStatement("PRAGMA foreign_key_check");
                ResultSet rows = statement.executeQuery()) {
            if (rows.next()) {
                throw new DiagnosticException(List.of(Diagnostic.error(
                                "TITAN_M107",
                                "after " + migration.file() + " a row of the table " + rows.getString(1)
                                        + " refers to one of " + rows.getString(3) + " that is not there",
                                SourceLocation.of(migration.path(), 1, 1))
                        .note("nothing of this file has been applied", null)));
            }
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public void close() {
        session.close();
        if (locking != null) {
            // Ending its session gives the lock back.
            locking.breaks();
            source.release(locking);
        }
        source.close();
        try {
            if (fileLock != null) {
                fileLock.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a lock cannot be given back", e);
        } finally {
            if (locked) {
                THREADS.unlock();
            }
        }
    }
}
