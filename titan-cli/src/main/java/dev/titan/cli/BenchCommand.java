package dev.titan.cli;

import dev.titan.cli.AppOptions.ConfigFlag;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.cli.BenchPaths.Arguments;
import dev.titan.cli.load.LoadGenerator;
import dev.titan.cli.load.LoadPlan;
import dev.titan.cli.load.LoadRequest;
import dev.titan.cli.load.LoadTarget;
import dev.titan.config.EnvFiles;
import dev.titan.config.Mode;
import dev.titan.config.TitanConfig;
import dev.titan.engine.Engine;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.FileFault;
import dev.titan.server.log.Logs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code titan bench}: how many requests a second an app answers, how long each takes, and what it costs. */
@Command(
        name = "bench",
        sortOptions = false,
        description = "Measure an app: requests a second, latencies, CPU time and memory.",
        customSynopsis = {"titan bench [flags] [app] [path...]", "       titan bench --url=<url> [flags] [path...]"},
        footer = {
            "",
            "The app is built, and served in production mode by a process of its own, with the .env files,",
            "the database and the data of titan dev. Load generator and server share the machine.",
            "",
            "Examples:",
            "  titan bench shop",
            "  titan bench shop /actions/orders '/actions/hello?name=Ada'",
            "  titan bench shop /actions/orders --body '{\"items\": []}' --header 'Authorization: Bearer x'",
            "  titan bench --url http://localhost:3000/actions/hello --connections 256"
        })
final class BenchCommand implements Callable<Integer> {
    private static final ConfigFlag WORKERS = new ConfigFlag("--workers", "workers");

    private final Terminal terminal;

    @Parameters(
            arity = "0..*",
            paramLabel = "app path",
            description = "The app's folder (default: the working directory), and the paths to load"
                    + " (default: each that an action answers to GET without parameters).")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--url", paramLabel = "<url>", description = "Load a server that is there, instead of an app.")
    private @Nullable URI url;

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(
            names = "--workers",
            paramLabel = "<n>",
            description = "Isolates in each lane (default: TITAN_WORKERS, else one per processor).")
    private @Nullable String workers;

    @Option(names = "--migrate", description = "Apply the migrations of the database before the server listens.")
    private boolean migrate;

    @Option(
            names = "--config",
            paramLabel = "<file>",
            description = "A titan.config.json that overrides the app's key by key.")
    private @Nullable String config;

    @Option(names = "--json", description = "Print one JSON object: {ok, url, paths, residentBytes, …}.")
    private boolean json;

    @Mixin
    private CommonOptions common = new CommonOptions();

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException, EnvironmentException {
        LoadPlan plan = load.plan();
        // Of this process, which has nothing to say but the report; the server's go into its file.
        Logs.start(new TitanConfig.Log(TitanConfig.Log.Level.OFF, TitanConfig.Log.Format.TEXT, List.of()));
        try {
            boolean ok = url == null ? ofApp(plan) : ofServer(url, plan);
            return ok ? ExitCode.OK : ExitCode.FAILURE;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
    }

    private boolean ofServer(URI server, LoadPlan plan)
            throws CommandException, EnvironmentException, InterruptedException {
        if (workers != null || migrate || config != null) {
            throw usage("--workers, --migrate and --config are for a server that is started, not for that of --url");
        }
        LoadTarget target;
        try {
            target = LoadTarget.of(server);
        } catch (IllegalArgumentException e) {
            throw usage("--url takes the URL of a server, such as http://localhost:3000; this is " + e.getMessage());
        }
        String own = server.getRawPath().isEmpty() ? "/" : server.getRawPath();
        String query = server.getRawQuery() == null ? "" : "?" + server.getRawQuery();
        List<LoadRequest> requests =
                load.requests(terminal, BenchPaths.asSent(arguments.isEmpty() ? List.of(own + query) : arguments));
        if (!BenchedServer.listens(target)) {
            throw new EnvironmentException("nothing listens at " + target
                    + "; start the server first, or name an app's folder instead of --url");
        }
        BenchReport report = new BenchReport(terminal, json, plan, target.toString(), null);
        report.begin(requests);
        LoadGenerator generator = new LoadGenerator(target, plan, unknown());
        for (LoadRequest request : requests) {
            report.add(request, generator.run(request));
        }
        report.finish(OptionalLong.empty(), null);
        return report.ok();
    }

    private static LongSupplier unknown() {
        return () -> -1;
    }

    private boolean ofApp(LoadPlan plan)
            throws CommandException, DiagnosticException, EnvironmentException, InterruptedException {
        Arguments given = Arguments.of(terminal, arguments);
        if (given.paths().isEmpty() && !load.method().equals("GET")) {
            throw usage("with " + load.method() + " the paths to load have to be named");
        }
        AppOptions app = AppOptions.of(given.app(), config, common.logLevel());
        Path folder = app.folder(terminal);
        Map<ConfigFlag, String> flags = workers == null ? Map.of() : Map.of(WORKERS, workers);
        Settings settings = app.settings(terminal, folder, Mode.PRODUCTION, flags);
        List<LoadRequest> requests = load.requests(terminal, given.paths());
        Path work = folder.resolve(".titan").resolve("bench");
        Path jar = work.resolve("server.jar");
        JarBuild built = build(folder, settings, jar);
        if (requests.isEmpty()) {
            List<String> found = BenchPaths.of(built.built().app().manifest().routes());
            if (found.isEmpty()) {
                throw CommandException.failure(
                        "no action of the app answers GET without parameters; name the paths to load, as /actions/users/1");
            }
            requests = load.requests(terminal, found);
        }
        Map<String, String> environment =
                EnvFiles.load(folder, Mode.DEVELOPMENT, terminal.environment()).over(terminal.environment());
        boolean tls = settings.loaded().config().server().tls().enabled();
        Path log = work.resolve("server.log");
        try (BenchedServer server = BenchedServer.start(terminal, jar, folder, environment, serverFlags(), tls, log)) {
            BenchReport report =
                    new BenchReport(terminal, json, plan, server.target().toString(), folder);
            report.begin(requests);
            LoadGenerator generator = new LoadGenerator(server.target(), plan, server::cpuNanos);
            for (LoadRequest request : requests) {
                report.add(request, generator.run(request));
                server.requireAlive();
            }
            report.finish(server.residentBytes(), log);
            return report.ok();
        }
    }

    private JarBuild build(Path folder, Settings settings, Path jar)
            throws CommandException, DiagnosticException, EnvironmentException {
        try {
            Files.createDirectories(jar.getParent());
            JarBuild built = JarBuild.write(folder, settings, terminal.environment(), List.of(Engine.platform()), jar);
            if (!built.built().warnings().isEmpty()) {
                terminal.err()
                        .print(terminal.diagnosticPrinter().print(built.built().warnings()));
            }
            return built;
        } catch (IOException e) {
            throw CommandException.failure("cannot write " + terminal.show(jar) + ": " + FileFault.of(e));
        }
    }

    private List<String> serverFlags() {
        List<String> flags = new ArrayList<>();
        if (workers != null) {
            flags.add("--workers=" + workers);
        }
        if (config != null) {
            flags.add("--config=" + terminal.resolve(config));
        }
        if (common.logLevel() != null) {
            flags.add("--log-level=" + common.logLevel());
        }
        if (migrate) {
            flags.add("--migrate");
        }
        return flags;
    }

    private static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }
}
