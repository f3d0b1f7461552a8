package dev.titan.cli;

import dev.titan.cli.AppOptions.Settings;
import dev.titan.cli.InspectOptions.Inspection;
import dev.titan.config.ConfigLoader;
import dev.titan.config.Mode;
import dev.titan.config.TitanConfig;
import dev.titan.inspector.InspectorTargets;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.server.CannotListenException;
import dev.titan.server.TitanServer;
import dev.titan.server.log.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code titan dev}: serves an app while its author writes it. */
@Command(
        name = "dev",
        sortOptions = false,
        description = "Serve an app while you write it; a save is live at once.",
        footer = {
            "",
            "Examples:",
            "  titan dev shop",
            "  titan dev --port 8080 --log-level debug",
            "  titan dev --inspect shop"
        })
final class DevCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private AppOptions app = new AppOptions();

    @Mixin
    private ServeOptions serve = new ServeOptions();

    @Mixin
    private InspectOptions inspect = new InspectOptions();

    DevCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException, EnvironmentException {
        Path folder = app.folder(terminal);
        Optional<Inspection> inspection = inspect.inspection();
        Settings given = app.settings(terminal, folder, Mode.DEVELOPMENT, serve.given());
        Settings settings = inspection.isPresent() ? DebugPort.patient(given) : given;
        TitanConfig.Log log = logFor(settings.loaded().config().log());
        Logs.start(log, terminal.colour());
        requirePort(settings.loaded().config().server());
        try (DebugPort debugPort = inspection.isPresent() ? DebugPort.open(terminal, folder, inspection.get()) : null;
                FolderWatch watch = new FolderWatch(folder);
                DevelopmentServer server = new DevelopmentServer(terminal, folder, settings, targets(debugPort))) {
            DevelopmentProcess process = DevelopmentProcess.attach(terminal, server, log, () -> reload(server));
            try {
                serve(watch, server);
            } finally {
                process.close();
            }
            return ExitCode.OK;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            throw new EnvironmentException("cannot watch or serve " + terminal.show(folder) + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable InspectorTargets targets(@Nullable DebugPort port) {
        return port == null ? null : port.targets();
    }

    /** A port that is taken is told before anything is built, although it opens only after that. */
    private static void requirePort(TitanConfig.Server server) throws CommandException, EnvironmentException {
        try {
            TitanServer.requirePort(server);
        } catch (CannotListenException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new EnvironmentException("cannot listen on port " + server.port() + ": " + e.getMessage(), e);
        }
    }

    /** Follows the files until the thread is interrupted. */
    private void serve(FolderWatch watch, DevelopmentServer server)
            throws CommandException, EnvironmentException, IOException, InterruptedException {
        update(server);
        while (!Thread.currentThread().isInterrupted()) {
            watch.include(server.inputs());
            Set<Path> changed = watch.await();
            if (changed.stream().anyMatch(DevCommand::needsRestart)) {
                terminal.err().println("Restart titan dev to apply the changed configuration.");
            }
            try {
                update(server);
            } catch (EnvironmentException e) {
                // The folder may be about to come back, as in a checkout: what is loaded goes on serving.
                tell(e);
            }
        }
    }

    /** Updates are made by the thread that follows the files and by the one that reads keys, one after the other. */
    private static void update(DevelopmentServer server) throws CommandException, EnvironmentException, IOException {
        synchronized (server) {
            server.update();
        }
    }

    private void reload(DevelopmentServer server) {
        try {
            update(server);
        } catch (CommandException | EnvironmentException | IOException e) {
            tell(e);
        }
    }

    private void tell(Exception e) {
        terminal.err().println(terminal.paint(Terminal.Style.RED, "error: ") + e.getMessage());
    }

    private static TitanConfig.Log logFor(TitanConfig.Log given) {
        return given.format() == TitanConfig.Log.Format.AUTO
                ? new TitanConfig.Log(given.level(), TitanConfig.Log.Format.TEXT)
                : given;
    }

    private static boolean needsRestart(Path file) {
        return file.endsWith(ConfigLoader.FILE_NAME)
                || String.valueOf(file.getFileName()).startsWith(".env");
    }
}
