package dev.titan.bundler;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.titan.model.Json;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tsconfig that esbuild gets, in the app's .titan folder: the project's own, extended by what services need. A file, since esbuild forgets the project's
 * {@code paths} when it is given settings as text.
 */
final class GeneratedTsconfig {
    /** TypeScript reads its configuration with comments and commas after the last element. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private static final List<String> NAMES = List.of("tsconfig.json", "jsconfig.json");

    private GeneratedTsconfig() {}

    /** The project's own configuration: the nearest in the app folder or above it, as editors find it. */
    static Optional<Path> project(Path root) {
        for (Path folder = root; folder != null; folder = folder.getParent()) {
            for (String name : NAMES) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /** The project's own configuration and all that it extends, as far as they exist and can be read. */
    static Set<Path> chain(Path root) {
        Set<Path> chain = new LinkedHashSet<>();
        project(root).ifPresent(file -> follow(file, chain));
        return chain;
    }

    static JsonNode read(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }

    private static void follow(Path file, Set<Path> chain) {
        if (!Files.isRegularFile(file) || !chain.add(file.normalize())) {
            return;
        }
        try {
            JsonNode bases = read(file).path("extends");
            for (JsonNode base : bases.isArray() ? bases : List.of(bases)) {
                if (base.isTextual()) {
                    follow(base(file, base.textValue()), chain);
                }
            }
        } catch (IOException e) {
            // esbuild reports what is wrong with it.
            return;
        }
    }

    /** The file that {@code extends} names: a path, or a package or a file of one in the nearest node_modules that has it. */
    private static Path base(Path from, String name) {
        if (name.startsWith(".") || name.startsWith("/")) {
            return file(from.resolveSibling(name));
        }
        for (Path folder = from.getParent(); folder != null; folder = folder.getParent()) {
            Path found = folder.resolve("node_modules").resolve(name);
            if (Files.isDirectory(found)) {
                return found.resolve(NAMES.get(0));
            }
            if (Files.isRegularFile(file(found))) {
                return file(found);
            }
        }
        return from;
    }

    private static Path file(Path named) {
        return Files.isRegularFile(named) ? named : named.resolveSibling(named.getFileName() + ".json");
    }

    /** Not the folders above it: an app's folder that has just been moved away must not come back empty. */
    private static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // As a rule; if it is no folder, writing into it fails.
            return;
        }
    }

    private static boolean namesItsFolder(Path root) throws IOException {
        for (Path file : chain(root)) {
            if (Files.readString(file).contains(TsconfigPaths.PROJECT)) {
                return true;
            }
        }
        return false;
    }

    /** Writes it, if it is not there already. */
    static Path write(Path root) throws IOException {
        Path folder = root.resolve(".titan");
        Path file = folder.resolve("esbuild.tsconfig.json");
        Map<String, Object> content = new LinkedHashMap<>();
        project(root)
                .ifPresent(base -> content.put(
                        "extends", folder.relativize(base).toString().replace('\\', '/')));
        // Only the experimental decorators may stand before parameters, as @Validate does.
        Map<String, Object> options = new LinkedHashMap<>(Map.of("experimentalDecorators", true));
        if (namesItsFolder(root)) {
            // For esbuild that folder would be the one of this file.
            TsconfigPaths paths = TsconfigPaths.of(root);
            if (paths.base() != null) {
                options.put("baseUrl", paths.base().toString());
            }
            Map<String, Object> patterns = new LinkedHashMap<>();
            paths.patterns()
                    .forEach((name, targets) -> patterns.put(
                            name, targets.stream().map(Path::toString).toList()));
            options.put("paths", patterns);
        }
        content.put("compilerOptions", options);
        String text = Json.pretty(content) + "\n";
        if (!Files.isRegularFile(file) || !Files.readString(file).equals(text)) {
            make(folder);
            // Renamed, since another titan may be reading it.
            Path own =
                    folder.resolve("esbuild.tsconfig." + ProcessHandle.current().pid() + ".part");
            Files.writeString(own, text);
            Files.move(own, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
