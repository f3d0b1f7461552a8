package dev.titan.host.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.titan.config.DatabaseUrl;
import dev.titan.config.TitanConfig;
import dev.titan.host.HostThreads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections over a network, in HikariCP's pool: it tests them, renews them and drops those that have failed. Safe for use by many threads. */
final class PooledSource implements Lane.Source {
    private static final long IDLE_MS = TimeUnit.MINUTES.toMillis(10);
    private static final long KEEP_ALIVE_MS = TimeUnit.MINUTES.toMillis(2);

    private final DatabaseUrl url;
    private final TitanConfig.Database config;
    private final Dialect dialect;
    private @Nullable HikariDataSource pool;
    private @Nullable FutureTask<HikariDataSource> first;
    private boolean closed;

    PooledSource(DatabaseUrl url, TitanConfig.Database config) {
        this.url = url;
        this.config = config;
        this.dialect = url.kind() == DatabaseUrl.Kind.POSTGRESQL
                ? new PostgresDialect(config.resultBytes())
                : new JdbcDialect();
    }

    @Override
    public Session open() throws SQLException {
        Connection connection;
        try {
            connection = pool().getConnection();
        } catch (SQLException e) {
            // The pool says that it had to wait; why is in the cause.
            throw e.getCause() instanceof SQLException cause ? cause : e;
        }
        return new Session(connection, dialect, false);
    }

    /** All who come while the database is reached for the first time share that attempt: one after the other each would wait for all before him where it does not answer. */
    private HikariDataSource pool() throws SQLException {
        FutureTask<HikariDataSource> attempt;
        synchronized (this) {
            requireOpen();
            if (pool != null) {
                return pool;
            }
            if (first == null) {
                first = new FutureTask<>(this::made);
            }
            attempt = first;
        }
        // Of those who call this one runs it; it does nothing for the others.
        attempt.run();
        try {
            return attempt.get();
        } catch (ExecutionException e) {
            requireOpen();
            // Each has a failure of his own, since it comes to hold his statement.
            throw e.getCause() instanceof SQLException failure ? explained(failure) : new SQLException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseFailure.ended("the database is being closed");
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw DatabaseFailure.ended("the database has been closed");
        }
    }

    private HikariDataSource made() throws SQLException {
        try {
            // A wrong password or name is told at once: the pool itself would try again until its time is over.
            DriverManager.getConnection(url.target(), properties()).close();
            synchronized (this) {
                requireOpen();
                pool = new HikariDataSource(settings());
                return pool;
            }
        } finally {
            synchronized (this) {
                first = null;
            }
        }
    }

    private SQLException explained(SQLException e) {
        if (e.getMessage() != null && e.getMessage().startsWith("No suitable driver")) {
            throw new DatabaseFailure(
                    "there is no JDBC driver for " + url
                            + " on the class path: start the server with java -cp server.jar:driver.jar dev.titan.server.Main",
                    "TITAN_DB_DRIVER",
                    "08001",
                    e);
        }
        return e;
    }

    private HikariConfig settings() {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("titan-db");
        settings.setJdbcUrl(url.target());
        settings.setDataSourceProperties(properties());
        settings.setMaximumPoolSize(config.pool());
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(config.connectMs());
        settings.setValidationTimeout(Math.max(250, config.connectMs() / 2));
        settings.setIdleTimeout(IDLE_MS);
        settings.setKeepaliveTime(KEEP_ALIVE_MS);
        settings.setInitializationFailTimeout(-1);
        settings.setThreadFactory(HostThreads.daemons("titan-db-pool"));
        if (url.kind() == DatabaseUrl.Kind.POSTGRESQL) {
            // The driver would set that of the JVM.
            settings.setConnectionInitSql("SET TIME ZONE 'UTC'");
        }
        return settings;
    }

    private Properties properties() {
        Properties properties = new Properties();
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        if (url.kind() == DatabaseUrl.Kind.POSTGRESQL) {
            int seconds = Math.max(1, (config.connectMs() + 999) / 1000);
            // Text without a type becomes what the place wants, as with other clients of JavaScript.
            setDefault(properties, "stringtype", "unspecified");
            setDefault(properties, "connectTimeout", String.valueOf(seconds));
            setDefault(properties, "loginTimeout", String.valueOf(seconds));
            setDefault(properties, "cancelSignalTimeout", String.valueOf(seconds));
            setDefault(properties, "tcpKeepAlive", "true");
            setDefault(properties, "ApplicationName", "titan");
            setDefault(properties, "logServerErrorDetail", "false");
            // The driver holds a whole result, in the binary or text form of the server, before the first row is read.
            setDefault(properties, "maxResultBuffer", String.valueOf(Math.min(1L << 30, config.resultBytes() * 2)));
            if (config.statementMs() > 0) {
                // For a server that does not answer at all, not even to being asked to cancel.
                setDefault(properties, "socketTimeout", String.valueOf(config.statementMs() / 1000 + 10));
            }
        }
        return properties;
    }

    /** What the URL says itself goes first. */
    private void setDefault(Properties properties, String name, String value) {
        if (!url.target().contains(name + "=")) {
            properties.setProperty(name, value);
        }
    }

    @Override
    public void release(Session session) {
        HikariDataSource from;
        synchronized (this) {
            from = pool;
        }
        if (session.broken() && from != null) {
            // The pool ends it on a thread of its own; to give it back as well would find it half ended.
            from.evictConnection(session.connection());
        } else {
            session.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (pool != null) {
            pool.close();
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }
}
