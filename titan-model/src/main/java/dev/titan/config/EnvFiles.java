package dev.titan.config;

import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.FileFault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the .env files of a folder declare: {@code .env}, {@code .env.local}, {@code .env.<mode>}, {@code .env.<mode>.local}; a later file wins over an
 * earlier one and the real environment over all. Immutable. Names and values are apart, since a built jar carries only the names.
 *
 * @param names every name that a file declares, in the order first seen
 * @param values the value of each of them
 * @param files the names of the files that exist, in the order read
 */
public record EnvFiles(List<String> names, Map<String, String> values, List<String> files) {
    /** No files. */
    public static final EnvFiles NONE = new EnvFiles(List.of(), Map.of(), List.of());

    public EnvFiles {
        names = List.copyOf(names);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        files = List.copyOf(files);
    }

    /** The names of the files of a mode, in the order they are read, whether they exist or not. */
    public static List<String> fileNames(Mode mode) {
        return List.of(".env", ".env.local", ".env." + mode, ".env." + mode + ".local");
    }

    /**
     * Reads the files of a folder.
     *
     * @param environment the real environment
     * @throws DiagnosticException when a line is malformed or a file cannot be read, with all faults of all files
     */
    public static EnvFiles load(Path folder, Mode mode, Map<String, String> environment) throws DiagnosticException {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> files = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (String name : fileNames(mode)) {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) {
                continue;
            }
            files.add(name);
            try {
                SourceText source = new SourceText(name, Files.readString(file));
                new EnvParser(source, environment, values, diagnostics).parse();
            } catch (CharacterCodingException e) {
                diagnostics.add(Diagnostic.error("TITAN_C202", name + " is not UTF-8", null));
            } catch (IOException e) {
                diagnostics.add(Diagnostic.error("TITAN_C202", "cannot read " + name + ": " + FileFault.of(e), null));
            }
        }
        if (!diagnostics.isEmpty()) {
            throw new DiagnosticException(diagnostics);
        }
        values.replaceAll((name, value) -> environment.getOrDefault(name, value));
        return new EnvFiles(List.copyOf(values.keySet()), values, files);
    }

    /**
     * The environment as an app finds it: it may read the names that the files declare, and those that the configuration grants.
     *
     * @param granted names, or beginnings of names that end with {@code *}
     * @param environment the real environment
     */
    public AppEnvironment forApp(List<String> granted, Map<String, String> environment) {
        Map<String, String> visible = new LinkedHashMap<>(values);
        Set<String> withheld = new HashSet<>();
        environment.forEach((name, value) -> {
            if (granted.stream().anyMatch(grant -> matches(grant, name))) {
                visible.put(name, value);
            } else if (!visible.containsKey(name)) {
                withheld.add(name);
            }
        });
        return new AppEnvironment(visible, withheld);
    }

    private static boolean matches(String grant, String name) {
        return grant.endsWith("*") ? name.startsWith(grant.substring(0, grant.length() - 1)) : name.equals(grant);
    }

    /** The whole environment: what the files declare and, over it, the real one. */
    public Map<String, String> over(Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(environment);
        return Collections.unmodifiableMap(all);
    }
}
