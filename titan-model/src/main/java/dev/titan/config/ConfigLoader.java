package dev.titan.config;

import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.FileFault;
import dev.titan.model.Nearest;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Merges the sources of a configuration key by key; a later call wins over an earlier one. A list is replaced as a whole, {@code app} and
 * {@code bundle.define} are merged by name. What is wrong is collected from all sources and thrown together by {@link #load()}. Confined to one thread.
 */
public final class ConfigLoader {
    /** The name of the file. */
    public static final String FILE_NAME = "titan.config.json";

    /** A flag has a value that its key does not allow: the caller's command line is to blame, no file. */
    public static final String BAD_FLAG = "TITAN_C106";

    /** An environment variable has a value that its key does not allow. */
    public static final String BAD_ENVIRONMENT = "TITAN_C107";

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PORT",
            "server.port",
            "HOST",
            "server.host",
            "TITAN_WORKERS",
            "workers",
            "DATABASE_URL",
            "db.url",
            "REDIS_URL",
            "redis.url",
            "SESSION_SECRET",
            "session.secrets",
            "TITAN_JWT_SECRET",
            "netron.jwt.secret");

    private final Mode mode;
    private final Map<String, Setting> settings = new HashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /** Begins with the defaults of a mode. */
    public ConfigLoader(Mode mode) {
        this.mode = mode;
    }

    /**
     * Adds a file, which must exist.
     *
     * @param name path to show
     */
    public ConfigLoader file(Path file, String name) {
        try {
            return text(name, Files.readString(file));
        } catch (CharacterCodingException e) {
            diagnostics.add(Diagnostic.error("TITAN_C108", name + " is not UTF-8", null));
        } catch (IOException e) {
            diagnostics.add(Diagnostic.error(
                    "TITAN_C108",
                    "cannot read " + name + ": " + (Files.exists(file) ? FileFault.of(e) : "there is no such file"),
                    null));
        }
        return this;
    }

    /** Adds a file if it exists. */
    public ConfigLoader fileIfPresent(Path file, String name) {
        return Files.exists(file) ? file(file, name) : this;
    }

    /** Adds the text of a file. */
    public ConfigLoader text(String name, String json) {
        SourceText source = new SourceText(name.replace('\\', '/'), json);
        new ConfigReader(source, diagnostics).read().ifPresent(root -> members("", root));
        return this;
    }

    /** Adds what {@code PORT}, {@code HOST}, {@code TITAN_WORKERS}, {@code DATABASE_URL}, {@code REDIS_URL}, {@code SESSION_SECRET} and {@code TITAN_JWT_SECRET} say; an empty one says nothing. */
    public ConfigLoader environment(Map<String, String> environment) {
        ENVIRONMENT.forEach((variable, path) -> {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                parsed(path, value, variable, BAD_ENVIRONMENT);
            }
        });
        return this;
    }

    /**
     * Adds what a flag says.
     *
     * @param key the path it sets
     * @param flag its name to show, for example {@code --port}
     */
    public ConfigLoader flag(String key, String flag, String value) {
        parsed(key, value, flag, BAD_FLAG);
        return this;
    }

    /**
     * The merged configuration.
     *
     * @throws DiagnosticException when any source has a fault, with all faults of all sources
     */
    public LoadedConfig load() throws DiagnosticException {
        List<Setting> all = new ArrayList<>();
        for (ConfigKey key : ConfigKeys.ALL) {
            all.add(settings.computeIfAbsent(key.path(), path -> fallback(key)));
        }
        ConfigChecks.check(settings, diagnostics);
        if (!diagnostics.isEmpty()) {
            throw new DiagnosticException(diagnostics);
        }
        return new LoadedConfig(new ConfigValues(settings).config(), all);
    }

    private Setting fallback(ConfigKey key) {
        Object value = key.path().equals("server.host") ? TitanConfig.Server.defaultHost(mode) : key.fallback();
        return new Setting(key.path(), value, "default", null);
    }

    private void parsed(String path, String text, String origin, String code) {
        ConfigKey key = ConfigKeys.at(path);
        if (key == null) {
            throw new IllegalArgumentException("no key " + path);
        }
        Optional<Object> value = key.parse(text);
        if (value.isPresent()) {
            settings.put(path, new Setting(path, value.get(), origin, null));
        } else {
            Diagnostic diagnostic =
                    Diagnostic.error(code, origin + " must be " + key.expectation() + ", found \"" + text + "\"", null);
            diagnostics.add(Nearest.of(text, key.values())
                    .map(nearest -> diagnostic.suggest("did you mean " + nearest + "?"))
                    .orElse(diagnostic));
        }
    }

    private void members(String path, LocatedJson.Members object) {
        for (LocatedJson.Member member : object.members()) {
            String inner = path.isEmpty() ? member.name() : path + "." + member.name();
            ConfigKey key = member.name().contains(".") ? null : ConfigKeys.at(inner);
            if (key != null) {
                value(key, member.value());
            } else if (member.name().contains(".") || ConfigKeys.namesIn(inner).isEmpty()) {
                unknown(path, inner, member);
            } else if (member.value() instanceof LocatedJson.Members section) {
                members(inner, section);
            } else {
                diagnostics.add(Diagnostic.error(
                        "TITAN_C104",
                        "\"" + inner + "\" must be an object, found "
                                + member.value().kind(),
                        member.value().at()));
            }
        }
    }

    private void unknown(String path, String inner, LocatedJson.Member member) {
        if (inner.equals("$schema")) {
            return;
        }
        List<String> names = ConfigKeys.namesIn(path);
        Diagnostic diagnostic = Diagnostic.error("TITAN_C103", "unknown key \"" + inner + "\"", member.nameAt())
                .note(
                        "keys " + (path.isEmpty() ? "here" : "of \"" + path + "\"") + ": " + String.join(", ", names),
                        null);
        diagnostics.add(Nearest.of(member.name(), names)
                .map(nearest -> diagnostic.suggest("did you mean \"" + nearest + "\"?"))
                .orElse(diagnostic));
    }

    private void value(ConfigKey key, LocatedJson json) {
        Object value = ConfigValues.of(key, json);
        if (value == null) {
            refuse(key, json);
            return;
        }
        String origin = json.at().file() + ":" + json.at().line();
        settings.merge(
                key.path(),
                new Setting(key.path(), value, origin, json.at()),
                (earlier, later) ->
                        earlier.value() instanceof Map<?, ?> below && later.value() instanceof Map<?, ?> above
                                ? new Setting(key.path(), merge(below, above), origin, later.at())
                                : later);
    }

    private void refuse(ConfigKey key, LocatedJson json) {
        boolean range = key.kind() == ConfigKey.Kind.INTEGER
                && json instanceof LocatedJson.Scalar scalar
                && scalar.plain() instanceof Number;
        SourceLocation at = json.at();
        boolean hides = ConfigKeys.isSecret(key.path()) && json instanceof LocatedJson.Scalar;
        String found = hides ? "something else" : json.kind();
        Diagnostic diagnostic = Diagnostic.error(
                range ? "TITAN_C105" : "TITAN_C104",
                "\"" + key.path() + "\" must be " + key.expectation() + ", found " + found,
                at);
        String text = json instanceof LocatedJson.Scalar scalar && scalar.plain() instanceof String word ? word : "";
        diagnostics.add(Nearest.of(text, key.values())
                .map(nearest -> diagnostic.suggest("did you mean \"" + nearest + "\"?"))
                .orElse(diagnostic));
    }

    private static Map<String, @Nullable Object> merge(Map<?, ?> below, Map<?, ?> above) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        below.forEach((name, value) -> merged.put((String) name, value));
        above.forEach((name, value) -> merged.merge(
                (String) name,
                value,
                (earlier, later) ->
                        earlier instanceof Map<?, ?> a && later instanceof Map<?, ?> b ? merge(a, b) : later));
        return merged;
    }
}
