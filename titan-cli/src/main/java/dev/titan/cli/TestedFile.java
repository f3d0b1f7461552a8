package dev.titan.cli;

import dev.titan.cli.AppOptions.Settings;
import dev.titan.config.DatabaseUrl;
import dev.titan.config.NetPermission;
import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.db.Migrations;
import dev.titan.host.db.Migrator;
import dev.titan.host.extension.Extensions;
import dev.titan.host.files.FileSettings;
import dev.titan.model.ActionEntry;
import dev.titan.model.Bundle;
import dev.titan.model.DiagnosticException;
import dev.titan.model.Manifest;
import dev.titan.model.RouteEntry;
import dev.titan.model.Version;
import dev.titan.routing.RouteMatch;
import dev.titan.routing.Router;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.App;
import dev.titan.runtime.LoadException;
import dev.titan.runtime.RuntimeConfig;
import dev.titan.runtime.RuntimeListener;
import dev.titan.runtime.TitanRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file of tests and where it runs: an isolate that no other file shares, with a database and a {@code data} folder of its own, which are gone afterwards. No container starts there, and what is shared
 * by URL with other servers (Redis) is in process.
 */
final class TestedFile {
    /** Names the database of tests that need another than SQLite. */
    static final String DATABASE = "TEST_DATABASE_URL";

    private final Path folder;
    private final Settings settings;
    private final Map<String, String> environment;
    private final String file;
    private final App app;

    /**
     * @param folder the app's
     * @param environment of the process
     * @param action the entry that runs the tests; its id is the file
     */
    TestedFile(Path folder, Settings settings, Map<String, String> environment, ActionEntry action, Bundle bundle) {
        this.folder = folder;
        this.settings = settings;
        this.environment = environment;
        this.file = action.id();
        RouteEntry route = new RouteEntry(
                action.pattern(),
                List.of(),
                new RouteEntry.Action(action.id(), action.handlers().get(0).export()),
                action.handlers().get(0).location());
        Manifest manifest = new Manifest(
                Version.TITAN,
                "tests",
                List.of(action),
                List.of(route),
                settings.env().names());
        app = new App(
                manifest,
                (String method, String path, RouteMatch match) -> Router.NOT_FOUND,
                List.of(bundle),
                List.of());
    }

    /**
     * Runs its tests.
     *
     * @param name what the names of the tests to run must contain; empty for all
     * @param outcomes takes each when it has ended
     * @throws DiagnosticException when a migration or an extension in lib cannot be used
     */
    void run(String name, Consumer<TestOutcome> outcomes)
            throws DiagnosticException, IOException, InterruptedException {
        Path own = Files.createTempDirectory("titan-test");
        TestEvents events = new TestEvents(file, app, settings.loaded().config().limits(), outcomes);
        try {
            DatabaseSettings database = database(own);
            try (TitanRuntime runtime = new TitanRuntime(config(own, database), RuntimeListener.NONE)) {
                ActionTarget target = runtime.load(app).target(0);
                TestInvocation invocation = new TestInvocation(Objects.requireNonNull(target), name);
                runtime.dispatch(invocation, -1);
                events.read(invocation.answered().get());
            }
        } catch (LoadException e) {
            events.broken("(loading)", Objects.requireNonNullElseGet(e.error(), () -> events.thrown(e.getMessage())));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the tests of " + file + " were given no answer", e);
        } finally {
            delete(own);
        }
    }

    private DatabaseSettings database(Path own) throws DiagnosticException, IOException {
        TitanConfig.Database config = settings.loaded().config().db();
        String url = settings.env().over(environment).get(DATABASE);
        DatabaseSettings database = new DatabaseSettings(
                new TitanConfig.Database(
                        url,
                        config.pool(),
                        config.connectMs(),
                        config.acquireMs(),
                        config.statementMs(),
                        config.resultBytes()),
                own);
        // What is written for another database than SQLite need not be understood by it.
        if (url != null || isSqlite(config.url())) {
            Migrations migrations = Migrations.ofApp(folder);
            if (!migrations.isEmpty()) {
                new Migrator(database).migrate(migrations, migration -> {});
            }
        }
        return database;
    }

    private static boolean isSqlite(@Nullable String url) {
        return url == null || DatabaseUrl.parse(url).kind() == DatabaseUrl.Kind.SQLITE;
    }

    private RuntimeConfig config(Path own, DatabaseSettings database) throws DiagnosticException {
        TitanConfig config = settings.loaded().config();
        FileSettings files = new FileSettings(
                own, config.permissions().read(), config.permissions().write(), null);
        Extensions extensions = Extensions.ofFolder(folder.resolve("lib"));
        extensions.start(files, config.app());
        return new RuntimeConfig(
                        1,
                        config.limits(),
                        settings.env().forApp(config.permissions().env(), environment),
                        config.app(),
                        config.permissions().eval(),
                        NetPermission.of(config.permissions().net()).withLoopback(),
                        true)
                .withFiles(files)
                .withExtensions(extensions)
                .withDatabase(database);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
