package dev.titan.host.db;

import dev.titan.config.DatabaseUrl;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.SourceLocation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to what an app's migrations say. Each is applied once, in a transaction of its own where the database undoes changes to its tables (SQLite and PostgreSQL do), and noted in the
 * table {@value #HISTORY}. One process at a time: others wait for it, and then find nothing left to do.
 */
public final class Migrator {
    /** The table in which what has been applied is noted. */
    public static final String HISTORY = "titan_migrations";

    /** The code of the diagnostic that says that the database cannot be used: no file is to blame. */
    public static final String UNUSABLE = "TITAN_M001";

    private static final String CREATE = "CREATE TABLE IF NOT EXISTS " + HISTORY
            + " (version BIGINT PRIMARY KEY, name VARCHAR(200) NOT NULL, checksum VARCHAR(64) NOT NULL, applied_at VARCHAR(40) NOT NULL, milliseconds BIGINT NOT NULL)";
    private static final String READ = "SELECT version, name, checksum, applied_at FROM " + HISTORY;
    private static final String NOTE =
            "INSERT INTO " + HISTORY + " (version, name, checksum, applied_at, milliseconds) VALUES (?, ?, ?, ?, ?)";

    private static final Logger LOGGER = LoggerFactory.getLogger(Migrator.class);

    private final DatabaseSettings settings;
    private final DatabaseUrl url;

    public Migrator(DatabaseSettings settings) {
        this.settings = settings;
        this.url = settings.config().url() == null
                ? DatabaseUrl.DEFAULT
                : DatabaseUrl.parse(settings.config().url());
    }

    /** The database, as messages show it. */
    public String database() {
        return url.shown();
    }

    /** A migration that has been applied. */
    private record Noted(long version, String name, String checksum, String appliedAt) {}

    /**
     * Where each migration stands, those of the database that have no file included, by number. Changes nothing.
     *
     * @throws DiagnosticException when the database cannot be reached
     */
    public List<MigrationState> status(Migrations migrations) throws DiagnosticException {
        if (MigrationSession.isYetToBeMade(settings, url)) {
            return compare(migrations, Map.of());
        }
        try (MigrationSession session = MigrationSession.open(settings, url)) {
            return compare(migrations, session.hasHistory() ? read(session) : Map.of());
        } catch (SQLException e) {
            throw unreachable(dialect().failure(e));
        } catch (DatabaseFailure e) {
            throw unreachable(e);
        }
    }

    /**
     * Applies what is pending.
     *
     * @param applied told of each once it is applied
     * @throws DiagnosticException when the database cannot be reached, a file is not what was applied, or a statement fails; what was applied before stays
     */
    public void migrate(Migrations migrations, Consumer<Migration> applied) throws DiagnosticException {
        if (migrations.isEmpty()) {
            return;
        }
        try (MigrationSession session = MigrationSession.open(settings, url)) {
            session.lock();
            execute(session, CREATE);
            List<MigrationState> states = compare(migrations, read(session));
            refuse(migrations, states);
            Map<Long, Migration> byVersion = new LinkedHashMap<>();
            migrations.all().forEach(one -> byVersion.put(one.version(), one));
            for (MigrationState state : states) {
                Migration migration = byVersion.get(state.version());
                if (migration != null && state.state() == MigrationState.State.PENDING) {
                    apply(session, migration);
                    applied.accept(migration);
                }
            }
        } catch (SQLException e) {
            throw unreachable(dialect().failure(e));
        } catch (DatabaseFailure e) {
            throw unreachable(e);
        }
    }

    private Dialect dialect() {
        return MigrationSession.dialect(url);
    }

    private DiagnosticException unreachable(DatabaseFailure e) {
        return new DiagnosticException(List.of(
                Diagnostic.error(UNUSABLE, "the database " + url + " cannot be used: " + e.getMessage(), null)));
    }

    private static Map<Long, Noted> read(MigrationSession session) throws SQLException {
        Map<Long, Noted> noted = new TreeMap<>();
        try (PreparedStatement statement = session.connection().prepareStatement(READ);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Noted one = new Noted(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4));
                noted.put(one.version(), one);
            }
        }
        return noted;
    }

    private static List<MigrationState> compare(Migrations migrations, Map<Long, Noted> noted) {
        Map<Long, MigrationState> states = new TreeMap<>();
        long newest = noted.keySet().stream().mapToLong(v -> v).max().orElse(-1);
        noted.forEach((version, one) -> states.put(
                version, new MigrationState(version, one.name(), MigrationState.State.MISSING, one.appliedAt())));
        for (Migration file : migrations.all()) {
            Noted one = noted.get(file.version());
            MigrationState.State state = one == null
                    ? file.version() < newest ? MigrationState.State.LATE : MigrationState.State.PENDING
                    : one.checksum().equals(file.checksum())
                            ? MigrationState.State.APPLIED
                            : MigrationState.State.CHANGED;
            states.put(
                    file.version(),
                    new MigrationState(file.version(), file.name(), state, one == null ? null : one.appliedAt()));
        }
        return List.copyOf(states.values());
    }

    /** A file that is missing is none of these: an older version of the app may run on a newer database. */
    private static void refuse(Migrations migrations, List<MigrationState> states) throws DiagnosticException {
        List<Diagnostic> faults = new ArrayList<>();
        Map<Long, MigrationState> byVersion = new LinkedHashMap<>();
        states.forEach(state -> byVersion.put(state.version(), state));
        for (Migration file : migrations.all()) {
            MigrationState state = byVersion.get(file.version());
            SourceLocation place = SourceLocation.of(file.path(), 1, 1);
            if (state != null && state.state() == MigrationState.State.CHANGED) {
                faults.add(Diagnostic.error(
                                "TITAN_M104",
                                file.file() + " has been changed since it was applied (" + state.appliedAt() + ")",
                                place)
                        .suggest("put it back as it was, and write a new migration for what is to change"));
            } else if (state != null && state.state() == MigrationState.State.LATE) {
                faults.add(Diagnostic.error(
                                "TITAN_M105",
                                file.file() + " has not been applied, but one with a higher number has",
                                place)
                        .suggest("give it a number after the last"));
            }
        }
        if (!faults.isEmpty()) {
            throw new DiagnosticException(faults);
        }
    }

    private void apply(MigrationSession session, Migration migration) throws SQLException, DiagnosticException {
        long start = System.nanoTime();
        Dialect dialect = session.dialect();
        List<SqlText> statements;
        try {
            statements = SqlScanner.read(migration.sql(), dialect.flavour());
        } catch (DatabaseFailure e) {
            throw failed(migration, 1, 1, e);
        }
        if (!migration.alone()) {
            dialect.begin(session.connection(), Dialect.Isolation.DEFAULT, false);
        }
        boolean done = false;
        try {
            for (SqlText statement : statements) {
                run(session, migration, statement);
            }
            session.checkForeignKeys(migration);
            note(session, migration, (System.nanoTime() - start) / 1_000_000);
            if (!migration.alone()) {
                dialect.commit(session.connection());
                session.autoCommit();
            }
            done = true;
        } finally {
            if (!done && !migration.alone()) {
                undo(session);
            }
        }
    }

    private static void undo(MigrationSession session) {
        try {
            session.dialect().rollback(session.connection());
        } catch (SQLException e) {
            // The reason for it is on its way, and closing the connection undoes the rest.
            LOGGER.debug("a migration cannot be rolled back", e);
        }
    }

    private static void run(MigrationSession session, Migration migration, SqlText statement)
            throws DiagnosticException {
        try {
            execute(session, statement.author());
        } catch (SQLException e) {
            DatabaseFailure failure = session.dialect().failure(e);
            int line = statement.line();
            int column = 1;
            if (failure.position() > 0) {
                String before = statement
                        .author()
                        .substring(
                                0,
                                Math.min(
                                        failure.position() - 1,
                                        statement.author().length()));
                int newLines = (int) before.chars().filter(c -> c == '\n').count();
                column = before.length() - before.lastIndexOf('\n');
                line += newLines;
            }
            throw failed(migration, line, column, failure);
        }
    }

    private static DiagnosticException failed(Migration migration, int line, int column, DatabaseFailure failure) {
        List<String> lines = migration.sql().lines().toList();
        String text = line <= lines.size() ? lines.get(line - 1) : "";
        int at = Math.min(column, text.length() + 1);
        String code = failure.sqlState().isEmpty() ? "" : " (" + failure.sqlState() + ")";
        Diagnostic diagnostic = Diagnostic.error(
                "TITAN_M106",
                failure.getMessage() + code,
                new SourceLocation(
                        migration.path(), line, at, column == 1 ? text.strip().length() : 1, text));
        return new DiagnosticException(List.of(
                migration.alone()
                        ? diagnostic.note(
                                "statements of this file before this one have been carried out, since it runs without a transaction",
                                null)
                        : diagnostic.note("nothing of this file has been applied", null)));
    }

    private static void execute(MigrationSession session, String sql) throws SQLException {
        try (PreparedStatement statement = session.prepare(sql)) {
            statement.execute();
        }
    }

    private static void note(MigrationSession session, Migration migration, long milliseconds) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(NOTE)) {
            statement.setLong(1, migration.version());
            statement.setString(2, migration.name());
            statement.setString(3, migration.checksum());
            statement.setString(4, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            statement.setLong(5, milliseconds);
            statement.executeUpdate();
        }
    }
}
