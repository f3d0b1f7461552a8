package dev.titan.host.db;

import dev.titan.config.DatabaseUrl;
import dev.titan.engine.CachedResource;
import dev.titan.model.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/** Connections to a file of SQLite, kept open. Safe for use by many threads. */
final class SqliteSource implements Lane.Source {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static boolean loaded;

    private final Path file;
    private final Dialect dialect = new SqliteDialect();
    private final Properties settings = new Properties();
    private final int busyMs;
    private final boolean reading;
    private final Deque<Session> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * @param file its folder is made when it is missing; the name {@value DatabaseUrl#MEMORY} is a database in memory
     * @param busyMs how long to wait for another process that writes
     * @param reading whether statements that write are refused
     */
    SqliteSource(Path file, int busyMs, boolean reading) {
        this.file = file;
        this.busyMs = busyMs;
        this.reading = reading;
        // WAL: readers and the writer do not wait for each other. NORMAL: what was committed survives the end of the
        // process, and all but the last moments a loss of power.
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", "NORMAL");
        settings.setProperty("foreign_keys", "true");
        settings.setProperty("busy_timeout", String.valueOf(busyMs));
    }

    @Override
    public Session open() throws SQLException {
        synchronized (this) {
            Session session = idle.poll();
            if (session != null) {
                return session;
            }
        }
        load();
        boolean memory = file.endsWith(DatabaseUrl.MEMORY);
        if (!memory) {
            makeFolder();
        }
        Connection connection = connect("jdbc:sqlite:" + (memory ? DatabaseUrl.MEMORY : file));
        if (reading) {
            try (PreparedStatement only = connection.prepareStatement("PRAGMA query_only = ON")) {
                only.execute();
            }
        }
        return new Session(connection, dialect, true);
    }

    /** Two processes that open a new file at the same time both make it a WAL database, and for that SQLite does not wait by itself (SQLITE_BUSY at once). */
    private Connection connect(String url) throws SQLException {
        long deadline = System.nanoTime() + busyMs * 1_000_000L;
        while (true) {
            try {
                return new JDBC().connect(url, settings);
            } catch (SQLException e) {
                boolean busy = (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
                if (!busy || System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void makeFolder() {
        Path folder = file.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new DatabaseFailure(
                    "the folder " + folder + " of the SQLite file cannot be made: " + FileFault.of(e),
                    "SQLITE_CANTOPEN",
                    "08001",
                    e);
        }
    }

    /** Has the driver take its native library from the cache of Titan: by itself it writes a copy for each process, and leaves it behind when that is killed. */
    private static synchronized void load() {
        if (loaded) {
            return;
        }
        loaded = true;
        if (System.getProperty("org.sqlite.lib.path") != null) {
            return;
        }
        try {
            Path library = CachedResource.extract(library());
            System.setProperty("org.sqlite.lib.path", String.valueOf(library.getParent()));
            System.setProperty("org.sqlite.lib.name", String.valueOf(library.getFileName()));
        } catch (IOException e) {
            throw new DatabaseFailure(
                    "there is no SQLite for this machine in this jar: " + e.getMessage()
                            + "; build it with --platform, from an app that uses t.db",
                    "TITAN_DB_DRIVER",
                    "08001",
                    e);
        }
    }

    /** The resource of the driver that is the library of this machine. */
    private static String library() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        String family = os.startsWith("mac") ? "Mac" : os.startsWith("windows") ? "Windows" : "Linux";
        String file = family.equals("Windows")
                ? "sqlitejdbc.dll"
                : family.equals("Mac") ? "libsqlitejdbc.dylib" : "libsqlitejdbc.so";
        return "org/sqlite/native/" + family + "/" + (arch.equals("amd64") ? "x86_64" : arch) + "/" + file;
    }

    @Override
    public void release(Session session) {
        synchronized (this) {
            if (!closed && !session.broken()) {
                idle.push(session);
                return;
            }
        }
        session.close();
    }

    @Override
    public void close() {
        Deque<Session> all;
        synchronized (this) {
            closed = true;
            all = new ArrayDeque<>(idle);
            idle.clear();
        }
        all.forEach(Session::close);
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }
}
