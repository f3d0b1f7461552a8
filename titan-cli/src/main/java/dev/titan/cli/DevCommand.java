package dev.titan.cli;

import dev.titan.cli.AppOptions.Settings;
import dev.titan.config.ConfigLoader;
import dev.titan.config.Mode;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
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
        Logging.start(settings.loaded().config().log());
        try (FolderWatch watch = new FolderWatch(folder);
                DevelopmentServer server = new DevelopmentServer(terminal, folder, settings)) {
            // Runs on SIGINT and SIGTERM; the process then ends with 130 or 143.
            Thread stop = new Thread(server::stop, "titan-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                serve(folder, watch, server);
                return ExitCode.OK;
            } catch (InterruptedException e) {
                return ExitCode.INTERRUPTED;
            } finally {
                // Where the process is ending already, the hook is not to be removed: it runs.
                if (stop.getState() == Thread.State.NEW) {
                    Runtime.getRuntime().removeShutdownHook(stop);
                }
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot watch or serve " + terminal.show(folder) + ": " + e.getMessage(), e);
        }
    }

    /** Follows the files until the thread is interrupted. */
    private void serve(Path folder, FolderWatch watch, DevelopmentServer server)
            throws CommandException, EnvironmentException, IOException, InterruptedException {
        GeneratedFiles.write(folder);
        server.update();
        while (!Thread.currentThread().isInterrupted()) {
            watch.include(server.inputs());
            Set<Path> changed = watch.await();
            if (changed.stream().anyMatch(DevCommand::needsRestart)) {
                terminal.err().println("Restart titan dev to apply the changed configuration.");
            }
            server.update();
        }
    }

    private static boolean needsRestart(Path file) {
        return file.endsWith(ConfigLoader.FILE_NAME)
                || String.valueOf(file.getFileName()).startsWith(".env");
    }
}
