package dev.titan.cli;

import dev.titan.bundler.FileChanges;
import dev.titan.cli.InspectOptions.Inspection;
import dev.titan.cli.LiveApp.Meanwhile;
import dev.titan.config.TitanConfig;
import dev.titan.inspector.InspectorTargets;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.FileFault;
import dev.titan.server.CannotListenException;
import dev.titan.server.TitanServer;
import dev.titan.server.log.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
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
        Path folder = real(app.folder(terminal));
        Optional<Inspection> inspection = inspect.inspection();
        LiveSettings settings = new LiveSettings(
                app,
                terminal,
                folder,
                serve.given(),
                inspection.isPresent() ? DebugPort::patient : UnaryOperator.identity());
        TitanConfig config = settings.current().loaded().config();
        TitanConfig.Log log = logFor(config.log());
        Logs.start(log, terminal.colour());
        requirePort(config.server());
        try (DebugPort debugPort = inspection.isPresent() ? DebugPort.open(terminal, folder, inspection.get()) : null;
                FolderWatch watch = new FolderWatch(folder);
                DevelopmentServer server = new DevelopmentServer(terminal, folder, settings, targets(debugPort))) {
            DevelopmentProcess process = DevelopmentProcess.attach(
                    terminal, server, log, () -> reload(server), () -> printInspector(debugPort));
            try {
                serve(watch, server);
            } finally {
                process.close();
            }
            return ExitCode.OK;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot watch or serve " + terminal.show(folder) + ": " + FileFault.of(e), e);
        }
    }

    private void printInspector(@Nullable DebugPort port) {
        if (port == null) {
            terminal.out().println("The inspector is off: start titan dev with --inspect.");
        } else {
            port.print();
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

    private static Path real(Path folder) throws EnvironmentException {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + folder + ": " + FileFault.of(e), e);
        }
    }

    /** Follows the files until the thread is interrupted. */
    private void serve(FolderWatch watch, DevelopmentServer server)
            throws CommandException, EnvironmentException, IOException, InterruptedException {
        long read = System.currentTimeMillis();
        server.update(FileChanges.UNKNOWN, Meanwhile.NOTHING, false, System.nanoTime());
        server.rehearse();
        while (!Thread.currentThread().isInterrupted()) {
            watch.include(server.inputs(), server.inputsAreAll(), read);
            FileChanges changes = watch.await();
            read = System.currentTimeMillis();
            try {
                server.update(changes, watch::poll, false, watch.firstSeen());
            } catch (EnvironmentException e) {
                // The folder may be about to come back, as in a checkout: what is loaded goes on serving.
                tell(e);
            }
        }
    }

    private void reload(DevelopmentServer server) {
        try {
            server.update(FileChanges.UNKNOWN, Meanwhile.NOTHING, true, System.nanoTime());
        } catch (CommandException | EnvironmentException | IOException e) {
            tell(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Exception e) {
        terminal.err().println(terminal.paint(Terminal.Style.RED, "error: ") + e.getMessage());
    }

    private static TitanConfig.Log logFor(TitanConfig.Log given) {
        return given.format() == TitanConfig.Log.Format.AUTO
                ? new TitanConfig.Log(given.level(), TitanConfig.Log.Format.TEXT, given.redact())
                : given;
    }
}
