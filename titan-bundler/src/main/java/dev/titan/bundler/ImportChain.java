package dev.titan.bundler;

import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says how an entry comes to depend on a file that is at fault. Where a build fails esbuild tells no graph, so this reads the files' relative imports itself; a way through
 * a package, or through a path of tsconfig.json, it does not find, and then says nothing.
 */
final class ImportChain {
    static final String JOIN = " → ";
    private static final int MAX_FILES = 500;

    /** What is imported, but for types alone: those imports are dropped before a file is read. */
    private static final Pattern IMPORT =
            Pattern.compile("(?:\\b(?:from|import|require)\\s*\\(?\\s*)([\"'])(\\.[^\"'\\n]*)\\1");

    private static final Pattern TYPES =
            Pattern.compile("(?m)^\\s*(?:(?:import|export)\\s+type\\s[^;\"']*[\"'][^\"'\\n]*[\"']|//.*$)");

    private static final List<String> ENDINGS = List.of("", ".tsx", ".ts", ".jsx", ".js", ".mts", ".mjs", ".json");

    private final Path root;

    /** @param root the app's folder */
    ImportChain(Path root) {
        this.root = root;
    }

    /** The same diagnostics, with a note on those whose file is not an entry itself but is imported by one. */
    List<Diagnostic> explain(List<String> entries, List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(each -> explain(entries, each)).toList();
    }

    private Diagnostic explain(List<String> entries, Diagnostic diagnostic) {
        SourceLocation place = diagnostic.location();
        if (place == null || entries.contains(place.file())) {
            return diagnostic;
        }
        List<String> chain = find(entries, place.file());
        return chain.isEmpty() ? diagnostic : diagnostic.note("imported by " + String.join(JOIN, chain), null);
    }

    /** A shortest way from an entry to a file, both included; empty if none is found. */
    private List<String> find(List<String> entries, String file) {
        Map<String, String> importers = new HashMap<>();
        Deque<String> queue = new ArrayDeque<>();
        for (String entry : entries) {
            importers.put(entry, "");
            queue.add(entry);
        }
        while (!queue.isEmpty() && !importers.containsKey(file) && importers.size() < MAX_FILES) {
            String importer = queue.remove();
            for (String imported : imports(importer)) {
                if (importers.putIfAbsent(imported, importer) == null) {
                    queue.add(imported);
                }
            }
        }
        Deque<String> chain = new ArrayDeque<>();
        for (String at = importers.containsKey(file) ? file : ""; at != null && !at.isEmpty(); at = importers.get(at)) {
            chain.addFirst(at);
        }
        return List.copyOf(chain);
    }

    private List<String> imports(String file) {
        List<String> found = new ArrayList<>();
        try {
            Path importer = root.resolve(file);
            Matcher imports =
                    IMPORT.matcher(TYPES.matcher(Files.readString(importer)).replaceAll(""));
            while (imports.find()) {
                Path target = resolve(importer.resolveSibling(imports.group(2)));
                if (target != null) {
                    found.add(root.relativize(target).toString().replace('\\', '/'));
                }
            }
        } catch (IOException | InvalidPathException e) {
            // A file that cannot be read imports nothing; what is wrong with it is reported elsewhere.
            return found;
        }
        return found;
    }

    private static @Nullable Path resolve(Path named) {
        Path path = named.normalize();
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        for (String ending : ENDINGS) {
            Path file = path.resolveSibling(name + ending);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        // TypeScript may name what a file is compiled to.
        if (name.matches(".*\\.[mc]?jsx?")) {
            Path source = path.resolveSibling(name.replaceFirst("\\.([mc]?)jsx?$", ".$1ts"));
            if (Files.isRegularFile(source)) {
                return source;
            }
        }
        if (!Files.isDirectory(path)) {
            return null;
        }
        return ENDINGS.stream()
                .map(ending -> path.resolve("index" + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }
}
