package dev.titan.bundler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.titan.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code compilerOptions.paths} and {@code baseUrl} of a project's tsconfig make of names that look like those of packages, <a href="https://www.typescriptlang.org/tsconfig/#paths">as TypeScript and
 * esbuild read them</a>: of a configuration and those that it extends, the nearest that has the setting says it, and its folder is where relative paths begin.
 *
 * @param patterns by name, with one {@code *} at most, the absolute paths that it stands for, best first
 * @param base where any other name may be found; null where there is no {@code baseUrl}
 */
record TsconfigPaths(
        Map<String, List<Path>> patterns, @Nullable Path base) {
    /** What TypeScript has for the folder of the project's own configuration. */
    static final String PROJECT = "${configDir}";

    /** Reads the configuration of the app in a folder. What is wrong with it is esbuild's to report. */
    static TsconfigPaths of(Path root) {
        Path project =
                absolute(GeneratedTsconfig.project(root).map(Path::getParent).orElse(root));
        Path base = null;
        Path pathsFolder = project;
        JsonNode paths = null;
        for (Path file : GeneratedTsconfig.chain(root)) {
            JsonNode options;
            try {
                options = GeneratedTsconfig.read(file).path("compilerOptions");
            } catch (IOException e) {
                continue;
            }
            Path folder = absolute(file.resolveSibling(""));
            if (base == null && options.path("baseUrl").isTextual()) {
                base = resolve(options.path("baseUrl").textValue(), folder, project);
            }
            if (paths == null && options.path("paths").isObject()) {
                paths = options.path("paths");
                pathsFolder = folder;
            }
        }
        Map<String, List<Path>> patterns = new LinkedHashMap<>();
        if (paths != null) {
            Path from = base == null ? pathsFolder : base;
            for (Map.Entry<String, JsonNode> pattern : paths.properties()) {
                List<Path> targets = new ArrayList<>();
                for (JsonNode target : pattern.getValue()) {
                    targets.add(resolve(target.asText(), from, project));
                }
                patterns.put(pattern.getKey(), targets);
            }
        }
        return new TsconfigPaths(patterns, base);
    }

    /** As what reads sources takes it: all paths relative to the app's folder, with slashes. {@code depth} is how many folders that lies in. */
    Map<String, @Nullable Object> below(Path root) {
        Path from = absolute(root);
        List<List<Object>> known = new ArrayList<>();
        patterns.forEach((name, targets) -> known.add(List.of(
                name, targets.stream().map(target -> relative(from, target)).toList())));
        return Json.object(
                "patterns", known, "base", base == null ? null : relative(from, base), "depth", from.getNameCount());
    }

    private static Path resolve(String path, Path folder, Path project) {
        return path.startsWith(PROJECT)
                ? absolute(project.resolve("." + path.substring(PROJECT.length())))
                : absolute(folder.resolve(path));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static String relative(Path from, Path path) {
        return from.relativize(path).toString().replace('\\', '/');
    }
}
