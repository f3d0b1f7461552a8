package dev.titan.cli;

import dev.titan.cli.AppOptions.ConfigFlag;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.config.ConfigLoader;
import dev.titan.config.EnvFiles;
import dev.titan.config.Mode;
import dev.titan.config.NetPermission;
import dev.titan.config.Setting;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.runtime.AppSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an app while it is served in development. Its files are read again when they change; while they are faulty, what held before holds on. Confined to
 * the thread that updates the app.
 */
final class LiveSettings {
    /** Keys whose values hold as soon as they are read. Whatever else is configured holds from the start of the process. */
    private static final Set<String> LIVE = Set.of("app", "permissions.env", "permissions.net", "bundle.define");

    private final AppOptions options;
    private final Terminal terminal;
    private final Path folder;
    private final Map<ConfigFlag, String> flags;
    private final UnaryOperator<Settings> adapt;
    private final Set<Path> files = new LinkedHashSet<>();

    /** What the process was started with. */
    private final Settings first;

    private Settings current;
    private List<Diagnostic> faults = List.of();
    private boolean everSound;
    private Map<String, String> restarts = Map.of();

    /**
     * Reads the files. If they are faulty the environment and the flags hold alone, as if there were no files.
     *
     * @param folder the app's, without symbolic links
     * @param flags as given
     * @param adapt makes of what was read what holds
     * @throws DiagnosticException when the environment or the flags are at fault
     */
    LiveSettings(
            AppOptions options,
            Terminal terminal,
            Path folder,
            Map<ConfigFlag, String> flags,
            UnaryOperator<Settings> adapt)
            throws DiagnosticException {
        this.adapt = adapt;
        this.options = options;
        this.terminal = terminal;
        this.folder = folder;
        this.flags = flags;
        files.add(folder.resolve(ConfigLoader.FILE_NAME));
        EnvFiles.fileNames(Mode.DEVELOPMENT).forEach(name -> files.add(folder.resolve(name)));
        String given = options.config();
        if (given != null) {
            files.add(terminal.resolve(given));
        }
        Settings read;
        try {
            read = read();
            everSound = true;
        } catch (DiagnosticException e) {
            read = adapt.apply(options.withoutFiles(terminal, Mode.DEVELOPMENT, flags));
            faults = e.diagnostics();
        }
        first = read;
        current = read;
    }

    private Settings read() throws DiagnosticException {
        return adapt.apply(options.settings(terminal, folder, Mode.DEVELOPMENT, flags));
    }

    /** The files that it is read from, whether they exist or not, absolute. */
    Set<Path> files() {
        return files;
    }

    /** What holds. */
    Settings current() {
        return current;
    }

    /** What is wrong with the files as they are now. */
    List<Diagnostic> faults() {
        return faults;
    }

    /** Whether the files have been sound since the start of the process: until then nothing is known of how to build the app. */
    boolean everSound() {
        return everSound;
    }

    /** What the app can read of it. */
    @SuppressWarnings(
            "NullAway") // javac drops @Nullable inside a type argument of a record whose constructor is compact
    AppSettings ofApp() {
        var config = current.loaded().config();
        return new AppSettings(current.env().forApp(config.permissions().env(), terminal.environment()), config.app());
    }

    /** Where it lets {@code fetch} connect to. In development this machine is always among it. */
    NetPermission net() {
        return NetPermission.of(current.loaded().config().permissions().net()).withLoopback();
    }

    /**
     * Reads the files again.
     *
     * @return what has come to need a restart of the process since this was last told, a line for each key
     */
    List<String> reread() {
        try {
            current = read();
            faults = List.of();
            everSound = true;
        } catch (DiagnosticException e) {
            faults = e.diagnostics();
            return List.of();
        }
        Map<String, String> now =
                restarts(first.loaded().settings(), current.loaded().settings());
        List<String> untold = new ArrayList<>();
        now.forEach((key, line) -> {
            if (!line.equals(restarts.get(key))) {
                untold.add(line);
            }
        });
        restarts = now;
        return untold;
    }

    private static Map<String, String> restarts(List<Setting> started, List<Setting> wanted) {
        Map<String, Setting> before = new LinkedHashMap<>();
        started.forEach(setting -> before.put(setting.key(), setting));
        Map<String, String> lines = new LinkedHashMap<>();
        for (Setting setting : wanted) {
            Setting old = before.get(setting.key());
            if (old != null && !LIVE.contains(setting.key()) && !Objects.equals(old.value(), setting.value())) {
                lines.put(setting.key(), setting.key() + ": " + text(old) + " → " + text(setting));
            }
        }
        return lines;
    }

    private static String text(Setting setting) {
        @Nullable Object shown = setting.shown();
        return shown == null ? "unset" : String.valueOf(shown);
    }
}
