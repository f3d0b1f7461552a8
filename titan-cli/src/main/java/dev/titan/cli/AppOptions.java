package dev.titan.cli;

import dev.titan.config.ConfigLoader;
import dev.titan.config.EnvFiles;
import dev.titan.config.LoadedConfig;
import dev.titan.config.Mode;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The argument and flags of every command that works on an app. */
final class AppOptions {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "app",
            defaultValue = ".",
            description = "The app's folder (default: the working directory).")
    private String app = ".";

    @Option(
            names = "--config",
            paramLabel = "<file>",
            description = "A titan.config.json that overrides the app's key by key.")
    private @Nullable String config;

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** As if the user had written these; for a command whose arguments are others. */
    static AppOptions of(String app, @Nullable String config, @Nullable String logLevel) {
        AppOptions options = new AppOptions();
        options.app = app;
        options.config = config;
        options.common = CommonOptions.of(logLevel);
        return options;
    }

    /**
     * The app's folder, absolute.
     *
     * @throws CommandException when there is none, or it holds no app
     */
    Path folder(Terminal terminal) throws CommandException {
        Path folder = terminal.resolve(app);
        if (!Files.isDirectory(folder)) {
            throw CommandException.failure(
                    Files.exists(folder)
                            ? app + " is a file, not the folder of an app"
                            : "there is no folder " + app + "; titan init " + app + " makes a project there");
        }
        if (!Files.isDirectory(folder.resolve("app"))) {
            throw CommandException.failure(
                    (app.equals(".") ? "this folder" : app) + " holds no app: it has no folder app/actions; titan init"
                            + (app.equals(".") ? "" : " " + app) + " makes a project there");
        }
        return folder;
    }

    /** The folder as the user wrote it. */
    String app() {
        return app;
    }

    /** The --config flag as the user wrote it. */
    @Nullable
    String config() {
        return config;
    }

    /** The --log-level flag as the user wrote it. */
    @Nullable
    String logLevel() {
        return common.logLevel();
    }

    /**
     * The configuration of the app: its file, --config, .env files and environment, flags.
     *
     * @param flags what further flags set
     * @throws DiagnosticException when any of them has a fault, with the faults of all
     */
    Settings settings(Terminal terminal, Path folder, Mode mode, Map<ConfigFlag, String> flags)
            throws DiagnosticException {
        List<Diagnostic> faults = new ArrayList<>();
        EnvFiles env = EnvFiles.NONE;
        try {
            env = EnvFiles.load(folder, mode, terminal.environment());
        } catch (DiagnosticException e) {
            faults.addAll(e.diagnostics());
        }
        ConfigLoader loader =
                new ConfigLoader(mode).fileIfPresent(folder.resolve(ConfigLoader.FILE_NAME), ConfigLoader.FILE_NAME);
        if (config != null) {
            loader.file(terminal.resolve(config), config);
        }
        try {
            LoadedConfig loaded = load(loader, env.over(terminal.environment()), flags);
            if (faults.isEmpty()) {
                return new Settings(loaded, env);
            }
        } catch (DiagnosticException e) {
            faults.addAll(e.diagnostics());
        }
        throw new DiagnosticException(faults);
    }

    /**
     * What the environment and flags say, as if there were no files.
     *
     * @param flags what further flags set
     * @throws DiagnosticException when they are at fault
     */
    Settings withoutFiles(Terminal terminal, Mode mode, Map<ConfigFlag, String> flags) throws DiagnosticException {
        return new Settings(load(new ConfigLoader(mode), terminal.environment(), flags), EnvFiles.NONE);
    }

    private LoadedConfig load(ConfigLoader loader, Map<String, String> environment, Map<ConfigFlag, String> flags)
            throws DiagnosticException {
        loader.environment(environment);
        flags.forEach((flag, value) -> loader.flag(flag.key(), flag.flag(), value));
        String level = logLevel();
        if (level != null) {
            loader.flag("log.level", "--log-level", level);
        }
        return loader.load();
    }

    /**
     * A flag that sets a key of the configuration.
     *
     * @param flag its name, for example {@code --port}
     * @param key the path of the key
     */
    record ConfigFlag(String flag, String key) {}

    /**
     * How an app is configured.
     *
     * @param loaded the configuration and where each value comes from
     * @param env what its .env files declare
     */
    record Settings(LoadedConfig loaded, EnvFiles env) {}
}
