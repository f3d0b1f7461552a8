package dev.titan.server;

import dev.titan.config.ConfigLoader;
import dev.titan.config.Mode;
import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.db.Migrations;
import dev.titan.host.db.Migrator;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.DiagnosticPrinter;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.Version;
import dev.titan.runtime.AppArchive;
import dev.titan.runtime.LoadException;
import dev.titan.server.log.Logs;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/** {@code java -jar server.jar}. Returns once the server listens; the process goes on until it is told to stop. */
public final class Main {
    private final PrintStream out = console(FileDescriptor.out);
    private final PrintStream err = console(FileDescriptor.err);

    private Main() {}

    /** Serves the app in the jar that this class came from. */
    public static void main(String[] arguments) {
        int code = new Main().run(arguments);
        if (code != ExitCode.OK) {
            System.exit(code);
        }
    }

    private static PrintStream console(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private int run(String... given) {
        try {
            ServerArguments arguments = ServerArguments.parse(given);
            if (arguments.help()) {
                out.println(ServerArguments.HELP);
            } else if (arguments.version()) {
                out.println("titan " + Version.TITAN);
            } else {
                serve(arguments);
            }
            return ExitCode.OK;
        } catch (ServerArguments.UsageException e) {
            return failed(e, ExitCode.USAGE);
        } catch (CannotListenException | EnvironmentException e) {
            return failed(e, ExitCode.ENVIRONMENT);
        } catch (DiagnosticException e) {
            return failed(e.diagnostics());
        } catch (IOException e) {
            return failed(e, ExitCode.FAILURE);
        } catch (LoadException e) {
            failed(e, ExitCode.FAILURE);
            if (e.error() != null) {
                e.error().frames().forEach(frame -> err.println("    " + frame));
            }
            return ExitCode.FAILURE;
        } catch (RuntimeException | LinkageError e) {
            LoggerFactory.getLogger(Main.class).error("This should not have happened", e);
            return ExitCode.BUG;
        }
    }

    private static void serve(ServerArguments arguments)
            throws IOException, DiagnosticException, EnvironmentException, LoadException {
        Path jar = AppArchive.ownJar();
        Logs.start(TitanConfig.Log.DEFAULTS);
        // Undertow loads beside the configuration and V8: each takes about a third of the start.
        CompletableFuture<Void> undertow = CompletableFuture.runAsync(TitanServer::warmUp);
        AppArchive archive = AppArchive.open(jar);
        TitanConfig config = configuration(arguments, archive);
        Logs.start(config.log());
        if (arguments.migrate()) {
            migrate(archive, config);
        }
        new JarServer(archive, config, System.getenv()).start(undertow);
    }

    private static void migrate(AppArchive archive, TitanConfig config) throws IOException, DiagnosticException {
        Migrator migrator = new Migrator(new DatabaseSettings(config.db(), Path.of("")));
        migrator.migrate(
                Migrations.of(archive.migrations()),
                migration -> LoggerFactory.getLogger("titan").info("applied {}", migration.file()));
    }

    private static TitanConfig configuration(ServerArguments arguments, AppArchive archive)
            throws IOException, DiagnosticException {
        ConfigLoader loader = new ConfigLoader(Mode.PRODUCTION);
        archive.config().ifPresent(text -> loader.text(ConfigLoader.FILE_NAME + " in server.jar", text));
        String file = arguments.settings().get(ServerArguments.CONFIG);
        if (file != null) {
            loader.file(Path.of(file), file);
        } else {
            loader.fileIfPresent(Path.of(ConfigLoader.FILE_NAME), ConfigLoader.FILE_NAME);
        }
        loader.environment(System.getenv());
        for (Map.Entry<String, String> setting : arguments.settings().entrySet()) {
            String key = ServerArguments.KEYS.get(setting.getKey());
            if (key != null) {
                loader.flag(key, setting.getKey(), setting.getValue());
            }
        }
        return loader.load().config();
    }

    private int failed(Exception e, int code) {
        err.println("titan: " + e.getMessage());
        return code;
    }

    private int failed(List<Diagnostic> diagnostics) {
        Diagnostic first = diagnostics.get(0);
        if (diagnostics.size() == 1 && first.location() == null) {
            err.println("titan: " + first.text() + (first.suggestion().isEmpty() ? "" : "; " + first.suggestion()));
        } else {
            err.print(new DiagnosticPrinter(false).print(diagnostics));
        }
        return DiagnosticExit.of(diagnostics);
    }
}
