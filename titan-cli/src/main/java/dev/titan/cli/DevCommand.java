package dev.titan.cli;

import dev.titan.cli.AppOptions.Settings;
import dev.titan.config.ConfigLoader;
import dev.titan.config.Mode;
import dev.titan.config.TitanConfig;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.server.CannotListenException;
import dev.titan.server.Signals;
import dev.titan.server.TitanServer;
import dev.titan.server.log.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code titan dev}: serves an app while its author writes it. */
@Command(
        name = "dev",
        sortOptions = false,
        description = "Serve an app while you write it; a save is live at once.",
        footer = {"", "Examples:", "  titan dev shop", "  titan dev --port 8080 --log-level debug"})
final class DevCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private AppOptions app = new AppOptions();

    @Mixin
    private ServeOptions serve = new ServeOptions();

    DevCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException, EnvironmentException {
        Path folder = app.folder(terminal);
        Settings settings = app.settings(terminal, folder, Mode.DEVELOPMENT, serve.given());
        TitanConfig.Log log = settings.loaded().config().log();
        Logs.start(new TitanConfig.Log(
                log.level(), log.format() == TitanConfig.Log.Format.AUTO ? TitanConfig.Log.Format.TEXT : log.format()));
        requirePort(settings.loaded().config().server());
        try (FolderWatch watch = new FolderWatch(folder);
                DevelopmentServer server = new DevelopmentServer(terminal, folder, settings)) {
            if (terminal.ofThisProcess()) {
                stopOnSignals(server);
            }
            serve(watch, server);
            return ExitCode.OK;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            throw new EnvironmentException("cannot watch or serve " + terminal.show(folder) + ": " + e.getMessage(), e);
        }
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

    /** The first signal stops gracefully, the second at once. Ctrl-C ends with 130, as a shell expects of what it interrupted. */
    private static void stopOnSignals(DevelopmentServer server) {
        AtomicBoolean stopping = new AtomicBoolean();
        Signals.handle(signal -> {
            int forced = Signals.exitCode(signal);
            if (!stopping.compareAndSet(false, true)) {
                Runtime.getRuntime().halt(forced);
            }
            // On a thread of its own: there may be only one for all signals.
            new Thread(
                            () -> {
                                boolean finished = server.stop();
                                boolean asked = finished && forced != ExitCode.INTERRUPTED;
                                Runtime.getRuntime().halt(asked ? ExitCode.OK : forced);
                            },
                            "titan-stop")
                    .start();
        });
    }

    /** Follows the files until the thread is interrupted. */
    private void serve(FolderWatch watch, DevelopmentServer server)
            throws CommandException, EnvironmentException, IOException, InterruptedException {
        server.update();
        while (!Thread.currentThread().isInterrupted()) {
            watch.include(server.inputs());
            Set<Path> changed = watch.await();
            if (changed.stream().anyMatch(DevCommand::needsRestart)) {
                terminal.err().println("Restart titan dev to apply the changed configuration.");
            }
            try {
                server.update();
            } catch (EnvironmentException e) {
                // The folder may be about to come back, as in a checkout: what is loaded goes on serving.
                terminal.err().println(terminal.paint(Terminal.Style.RED, "error: ") + e.getMessage());
            }
        }
    }

    private static boolean needsRestart(Path file) {
        return file.endsWith(ConfigLoader.FILE_NAME)
                || String.valueOf(file.getFileName()).startsWith(".env");
    }
}
