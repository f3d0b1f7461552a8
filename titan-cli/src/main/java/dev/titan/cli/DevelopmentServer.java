package dev.titan.cli;

import dev.titan.bundler.FileChanges;
import dev.titan.cli.LiveApp.Meanwhile;
import dev.titan.cli.LiveApp.Update;
import dev.titan.cli.Terminal.Style;
import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.extension.Extensions;
import dev.titan.host.files.FileSettings;
import dev.titan.inspector.InspectorTargets;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.runtime.Faults;
import dev.titan.runtime.Generation;
import dev.titan.runtime.RuntimeConfig;
import dev.titan.runtime.RuntimeListener;
import dev.titan.runtime.StoreSettings;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.CannotListenException;
import dev.titan.server.Development;
import dev.titan.server.PublicFiles;
import dev.titan.server.RequestListener;
import dev.titan.server.TitanServer;
import dev.titan.server.development.DevelopmentTools;
import dev.titan.server.log.Logs;
import dev.titan.server.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An app that is served from its sources. It listens from the first update on, whatever came of that: what is broken answers with what is wrong with it. Safe for use by
 * many threads.
 */
final class DevelopmentServer implements AutoCloseable {
    private static final int MOST_NAMES = 5;
    private static final long LAST_EXPORT_MILLIS = 1_000;

    private final Terminal terminal;
    private final LiveSettings settings;
    private final ParkWarnings parks = new ParkWarnings();
    private final DevelopmentTools tools;
    private final LiveApp app;
    private final DevelopmentMigrations migrations;
    private final TitanRuntime runtime;
    private final @Nullable Telemetry telemetry;
    private final TitanServer server;
    private final @Nullable InspectorTargets inspector;
    private final DevelopmentLog log;
    private volatile @Nullable ServerUrls urls;
    private volatile boolean hasKeys;

    /**
     * Starts V8; neither builds nor listens.
     *
     * @param inspector where workers are to be found by debuggers, or null
     * @throws DiagnosticException when an extension in lib cannot be used
     * @throws EnvironmentException when OTEL_* asks for what is not to be had
     */
    @SuppressWarnings(
            "NullAway") // javac drops @Nullable inside a type argument of a record whose constructor is compact
    DevelopmentServer(Terminal terminal, Path folder, LiveSettings settings, @Nullable InspectorTargets inspector)
            throws DiagnosticException, EnvironmentException, IOException {
        this.inspector = inspector;
        this.terminal = terminal;
        this.settings = settings;
        TitanConfig config = settings.current().loaded().config();
        FileSettings files = new FileSettings(
                folder, config.permissions().read(), config.permissions().write(), null);
        Extensions extensions = Extensions.ofFolder(folder.resolve("lib"));
        extensions.start(files, config.app());
        this.telemetry = Telemetry.start(
                settings.current().env().over(terminal.environment()),
                String.valueOf(folder.getFileName()),
                config.db());
        CompletableFuture<Void> undertow = CompletableFuture.runAsync(TitanServer::warmUp);
        this.tools = new DevelopmentTools(folder, terminal.environment());
        this.log = new DevelopmentLog(terminal, parks, tools.page().requests()::slices);
        this.runtime = new TitanRuntime(
                new RuntimeConfig(
                                config.effectiveWorkers(),
                                config.limits(),
                                settings.ofApp().env(),
                                settings.ofApp().config(),
                                config.permissions().eval(),
                                settings.net(),
                                true,
                                inspector)
                        .withFiles(files)
                        .withExtensions(extensions)
                        .withDatabase(new DatabaseSettings(config.db(), folder))
                        .withHookMs(config.services().hookTimeoutMs())
                        .withStores(StoreSettings.of(config))
                        .withNetron(config.netron())
                        .withTracer(telemetry == null ? null : telemetry.tracer()),
                RuntimeListener.all(log, tools.page().requests()));
        this.migrations = new DevelopmentMigrations(terminal, folder);
        this.app = new LiveApp(folder, settings, runtime, parks);
        Logs.listen(tools.page().logs());
        undertow.join();
        this.server = TitanServer.create(
                config,
                runtime,
                new PublicFiles.Folder(folder.resolve("public"), folder.resolve("data")),
                new Development(RequestListener.all(log, tools.page().requests()), tools.endpoint(), tools.errors()));
        if (telemetry != null) {
            server.export(telemetry);
        }
    }

    /** All files on which the app depends, absolute. */
    synchronized Set<Path> inputs() {
        return app.inputs();
    }

    /** Whether the app depends on nothing else: one of which something is broken may. */
    synchronized boolean inputsAreAll() {
        return runtime.current().faults().isEmpty();
    }

    /**
     * Serves the app as its files are now, and tells the author what came of it. Updates are made one after the other.
     *
     * @param changes since the last update
     * @param meanwhile what changes while this one is made
     * @param anew whether even what has not changed is to begin afresh
     * @param since when the first change was seen, by {@link System#nanoTime}
     * @throws CommandException when the server cannot listen
     */
    synchronized void update(FileChanges changes, Meanwhile meanwhile, boolean anew, long since)
            throws CommandException, EnvironmentException, IOException, InterruptedException {
        List<Diagnostic> migrations =
                this.migrations.update(settings.current().loaded().config().db());
        if (!migrations.isEmpty()) {
            terminal.err().print(terminal.diagnosticPrinter().print(migrations));
        }
        Update update = app.update(changes, meanwhile, anew);
        Generation now = update.generation();
        tools.page()
                .shows(runtime, settings.current().loaded(), settings.current().env());
        tools.page().built(update.warnings());
        if (!update.diagnostics().isEmpty()) {
            terminal.err().print(terminal.diagnosticPrinter().print(update.diagnostics()));
        }
        if (!update.restarts().isEmpty()) {
            terminal.err().println("Restart titan dev to apply what has changed in the configuration:");
            update.restarts().forEach(line -> terminal.err().println("  " + line));
        }
        if (update.changed()) {
            tools.events().state("generation", Map.of("loaded", now.faults().isEmpty(), "number", now.number()));
        }
        if (urls == null) {
            ServerUrls own = ServerUrls.of(settings.current().loaded().config().server(), listen());
            urls = own;
            printReady(now, own);
        } else if (update.changed()) {
            terminal.out().println(outcome(update) + " in " + millis(System.nanoTime() - since) + broken(now.faults()));
        }
    }

    /** Does once what a save will ask for, so that the first is as quick as others. What was saved last is likely to be what is saved next. */
    synchronized void rehearse() {
        app.rehearse();
    }

    private String outcome(Update update) {
        return update.renewed() || update.generation().faults().isEmpty()
                ? terminal.paint(Style.GREEN, "reloaded")
                : terminal.paint(Style.YELLOW, "kept the last good version");
    }

    /** What of the app answers with what is wrong with it. */
    private static String broken(Faults faults) {
        List<String> names = new ArrayList<>(new TreeSet<>(faults.actions().keySet()));
        if (!faults.routes().isEmpty()) {
            names.add("app/routes");
        }
        if (names.isEmpty()) {
            return faults.isEmpty() ? "" : ", but not all of the app is sound";
        }
        int more = names.size() - MOST_NAMES;
        return ", broken: " + String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private InetSocketAddress listen() throws CommandException, IOException {
        try {
            return server.start();
        } catch (CannotListenException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()));
        }
    }

    private void printReady(Generation now, ServerUrls own) {
        int routes = now.app().manifest().routes().size();
        terminal.out()
                .println(terminal.paint(Style.GREEN, "ready") + " in " + sinceStart() + "  "
                        + terminal.paint(Style.CYAN, own.local()) + "  (" + routes
                        + (routes == 1 ? " route, " : " routes, ")
                        + settings.current().loaded().config().effectiveWorkers() + " workers in each lane)");
        printOthers(own);
        if (hasKeys) {
            terminal.out().println(terminal.paint(Style.DIM, "  press h to list the keys"));
        }
    }

    private void printOthers(ServerUrls own) {
        own.network().forEach(url -> printUrl("network", url));
        printUrl("page", own.local() + "__titan");
        if (own.metrics() != null) {
            printUrl("metrics", own.metrics());
        }
    }

    private void printUrl(String name, String url) {
        terminal.out().println(String.format("  %-8s ", name) + terminal.paint(Style.CYAN, url));
    }

    /** Tells where it answers. Any thread. */
    void printUrls() {
        ServerUrls own = urls;
        if (own == null) {
            terminal.out().println("The server does not listen yet.");
        } else {
            printUrl("local", own.local());
            printOthers(own);
        }
    }

    /** Where it answers; empty until it does. Any thread. */
    Optional<ServerUrls> urls() {
        return Optional.ofNullable(urls);
    }

    /** The ready line is to say that there are keys. Any thread. */
    void announceKeys() {
        hasKeys = true;
    }

    /** Whether the slices of each request are shown. Any thread. */
    void showDetails(boolean shown) {
        log.showDetails(shown);
    }

    private static String sinceStart() {
        Instant now = Instant.now();
        Instant start = ProcessHandle.current().info().startInstant().orElse(now);
        return Duration.between(start, now).toMillis() + " ms";
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }

    /**
     * Stops serving, gracefully; a second call does nothing.
     *
     * @return whether everything accepted was finished in time
     */
    boolean stop() {
        if (inspector != null) {
            inspector.close();
        }
        return server.stop();
    }

    @Override
    public void close() {
        stop();
        if (telemetry != null) {
            telemetry.stop(LAST_EXPORT_MILLIS);
        }
        Logs.listen(null);
        app.close();
    }
}
