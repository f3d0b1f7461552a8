package dev.titan.bundler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of the files that say what services are, by their paths relative to the app's folder, with slashes. */
final class ServiceSources {
    private ServiceSources() {}

    /** Every TypeScript file of the project, and the JavaScript of its app: any may declare a type that a service names. */
    static Map<String, String> read(Path app) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(app)) {
            Path code = app.resolve("app");
            List<Path> found = files.filter(file ->
                            file.toString().matches(file.startsWith(code) ? ".*\\.[cm]?[jt]sx?" : ".*\\.[cm]?tsx?"))
                    .filter(file -> !skipped(app.relativize(file)))
                    .filter(Files::isRegularFile)
                    .toList();
            for (Path file : found) {
                String path = app.relativize(file).toString().replace('\\', '/');
                sources.put(path, Files.readString(file));
            }
        } catch (UncheckedIOException e) {
            // Of a folder below it, which is looked into only then.
            throw e.getCause();
        }
        return sources;
    }

    private static boolean skipped(Path file) {
        for (Path part : file) {
            String name = part.toString();
            if (name.equals("node_modules") || name.startsWith(".") || name.equals("dist")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds of each file that is missed the first that there is.
     *
     * @param missed for each the paths that it may have, best first
     * @return whether there is any more
     */
    static boolean addMissed(Path root, List<@Nullable Object> missed, Map<String, String> sources) throws IOException {
        boolean added = false;
        for (Object candidates : missed) {
            for (Object candidate : Values.list(candidates)) {
                String path = Values.string(candidate);
                String text = text(root, path);
                if (text != null) {
                    added |= sources.put(path, text) == null;
                    break;
                }
            }
        }
        return added;
    }

    /** The text of a file of code, or of a package.json; null where there is none. Paths of a tsconfig may lead out of the app's folder, to what apps share. */
    static @Nullable String text(Path root, String path) throws IOException {
        Path file = root.resolve(path).normalize();
        boolean isRead = path.matches(".*\\.[cm]?[jt]sx?|(.*/)?package\\.json");
        return isRead && Files.isRegularFile(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                : null;
    }
}
