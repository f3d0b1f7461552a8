package dev.titan.cli;

import dev.titan.cli.AppBuilder.Built;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.cli.Terminal.Style;
import dev.titan.config.Mode;
import dev.titan.config.NetPermission;
import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.inspector.InspectorTargets;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.runtime.App;
import dev.titan.runtime.Faults;
import dev.titan.runtime.Generation;
import dev.titan.runtime.LoadException;
import dev.titan.runtime.RuntimeConfig;
import dev.titan.runtime.RuntimeListener;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.CannotListenException;
import dev.titan.server.Development;
import dev.titan.server.PublicFiles;
import dev.titan.server.RequestListener;
import dev.titan.server.TitanServer;
import dev.titan.server.development.DevelopmentTools;
import dev.titan.server.log.Logs;
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
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An app that is served from its sources. It listens from the first update that succeeds; after one that fails, what was loaded before goes on serving.
 * {@link #update} is confined to one thread, {@link #stop} may be called by any.
 */
final class DevelopmentServer implements AutoCloseable {
    private final Terminal terminal;
    private final Settings settings;
    private final String name;
    private final ParkWarnings parks = new ParkWarnings();
    private final DevelopmentTools tools;
    private final AppBuilder builder;
    private final TitanRuntime runtime;
    private final TitanServer server;
    private final @Nullable InspectorTargets inspector;
    private final DevelopmentLog log;
    private volatile @Nullable ServerUrls urls;
    private volatile boolean hasKeys;
    private Set<Path> inputs = Set.of();

    /**
     * Starts V8; neither builds nor listens.
     *
     * @param inspector where workers are to be found by debuggers, or null
     */
    @SuppressWarnings(
            "NullAway") // javac drops @Nullable inside a type argument of a record whose constructor is compact
    DevelopmentServer(Terminal terminal, Path folder, Settings settings, @Nullable InspectorTargets inspector)
            throws IOException {
        this.inspector = inspector;
        this.terminal = terminal;
        this.settings = settings;
        this.name = String.valueOf(folder.getFileName());
        TitanConfig config = settings.loaded().config();
        CompletableFuture<Void> undertow = CompletableFuture.runAsync(TitanServer::warmUp);
        this.tools = new DevelopmentTools(folder, terminal.environment());
        this.log = new DevelopmentLog(terminal, parks, tools.page().requests()::slices);
        this.builder = new AppBuilder(folder, Mode.DEVELOPMENT, settings);
        this.runtime = new TitanRuntime(
                new RuntimeConfig(
                                config.effectiveWorkers(),
                                config.limits(),
                                settings.env().visible(config.permissions().env(), terminal.environment()),
                                config.app(),
                                config.permissions().eval(),
                                NetPermission.of(config.permissions().net()).withLoopback(),
                                true,
                                inspector)
                        .withDatabase(new DatabaseSettings(config.db(), folder)),
                RuntimeListener.all(log, tools.page().requests()));
        tools.page().shows(runtime, settings.loaded(), settings.env());
        Logs.listen(tools.page().logs());
        undertow.join();
        this.server = TitanServer.create(
                config,
                runtime,
                new PublicFiles.Folder(folder.resolve("public"), folder.resolve("data")),
                new Development(RequestListener.all(log, tools.page().requests()), tools.endpoint(), tools.errors()));
    }

    /** All files that the last successful build read, absolute. */
    Set<Path> inputs() {
        return inputs;
    }

    /**
     * Builds the app as its files are now and serves it from then on. Faults of the app are printed, and answer what they keep from being served.
     *
     * @throws CommandException when the server cannot listen
     */
    void update() throws CommandException, EnvironmentException, IOException {
        long start = System.nanoTime();
        boolean sound = true;
        try {
            Built built = builder.build();
            inputs = built.inputs();
            load(built.app());
            List<Diagnostic> warnings = new ArrayList<>(built.warnings());
            warnings.addAll(parks.built(built.reports()));
            tools.page().warnings(warnings);
            if (!warnings.isEmpty()) {
                print(warnings);
            }
        } catch (DiagnosticException e) {
            print(e.diagnostics());
            sound = false;
            if (urls == null) {
                load(App.broken(name, Faults.ofApp(e.diagnostics())));
            }
        }
        Generation now = runtime.current();
        List<Diagnostic> found = now.faults().actions().values().stream()
                .flatMap(fault -> fault.diagnostics().stream())
                .toList();
        if (!found.isEmpty()) {
            print(found);
        }
        tools.events()
                .state("generation", Map.of("loaded", sound && now.faults().isEmpty()));
        if (urls == null) {
            ServerUrls own = ServerUrls.of(settings.loaded().config().server(), listen());
            urls = own;
            printReady(now, own);
        } else {
            terminal.out()
                    .println(terminal.paint(Style.GREEN, "reloaded") + " in " + millis(System.nanoTime() - start));
        }
    }

    private void print(List<Diagnostic> diagnostics) {
        terminal.err().print(terminal.diagnosticPrinter().print(diagnostics));
    }

    private void load(App app) throws EnvironmentException {
        try {
            runtime.reload(app);
        } catch (LoadException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
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
                        + settings.loaded().config().effectiveWorkers() + " workers in each lane)");
        printOthers(own);
        printUrl("page", own.local() + "__titan");
        if (hasKeys) {
            terminal.out().println(terminal.paint(Style.DIM, "  press h to list the keys"));
        }
    }

    private void printOthers(ServerUrls own) {
        own.network().forEach(url -> printUrl("network", url));
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
            printUrl("page", own.local() + "__titan");
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
        Logs.listen(null);
        builder.close();
    }
}
