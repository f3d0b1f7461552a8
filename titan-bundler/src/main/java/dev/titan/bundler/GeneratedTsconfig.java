package dev.titan.bundler;

import dev.titan.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tsconfig that esbuild gets, in the app's .titan folder: the project's own, extended by what services need. A file, since esbuild forgets the project's
 * {@code paths} when it is given settings as text.
 */
final class GeneratedTsconfig {
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

    /** Writes it, if it is not there already. */
    static Path write(Path root) throws IOException {
        Path folder = root.resolve(".titan");
        Path file = folder.resolve("esbuild.tsconfig.json");
        Map<String, Object> content = new LinkedHashMap<>();
        project(root)
                .ifPresent(base -> content.put(
                        "extends", folder.relativize(base).toString().replace('\\', '/')));
        // Only the experimental decorators may stand before parameters, as @Validate does.
        content.put("compilerOptions", Map.of("experimentalDecorators", true));
        String text = Json.pretty(content) + "\n";
        if (!Files.isRegularFile(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(folder);
            // Renamed, since another titan may be reading it.
            Path own =
                    folder.resolve("esbuild.tsconfig." + ProcessHandle.current().pid() + ".part");
            Files.writeString(own, text);
            Files.move(own, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
