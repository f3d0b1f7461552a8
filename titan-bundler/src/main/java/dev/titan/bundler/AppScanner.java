package dev.titan.bundler;

import dev.titan.model.Diagnostic;
import dev.titan.model.Diagnostic.Severity;
import dev.titan.model.DiagnosticException;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the entries of an app by the names of its files. Reads no file's content. */
final class AppScanner {
    private static final Set<String> EXTENSIONS = Set.of("ts", "tsx", "mts", "js", "jsx", "mjs");
    private static final Set<String> COMMONJS_EXTENSIONS = Set.of("cts", "cjs");
    private static final List<String> ROUTES = List.of("routes.ts", "routes.mts", "routes.js", "routes.mjs");

    private final Path root;
    private final Consumer<Diagnostic> diagnostics;
    private final List<ActionFile> found = new ArrayList<>();

    private AppScanner(Path root, Consumer<Diagnostic> diagnostics) {
        this.root = root;
        this.diagnostics = diagnostics;
    }

    /**
     * The entries of an app. What is wrong with one of them is reported and the entry left out.
     *
     * @param root the app folder, without symbolic links
     * @throws DiagnosticException when the folder is no app, or has neither actions nor services
     */
    static AppFiles scan(Path root, Consumer<Diagnostic> diagnostics) throws DiagnosticException, IOException {
        return new AppScanner(root, diagnostics).scan();
    }

    private AppFiles scan() throws DiagnosticException, IOException {
        Path app = root.resolve("app");
        if (!Files.isDirectory(app)) {
            throw new DiagnosticException(List.of(noApp()));
        }
        Path actions = app.resolve("actions");
        boolean reported = false;
        if (Files.isDirectory(actions)) {
            List<Diagnostic> refused = new ArrayList<>();
            Consumer<Diagnostic> both = diagnostic -> {
                refused.add(diagnostic);
                diagnostics.accept(diagnostic);
            };
            new Walk(both).folder(actions, "", Set.of(actions.toRealPath()));
            reported = refused.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
        }
        List<String> services = ServiceFiles.scan(root);
        if (found.isEmpty() && !reported && services.isEmpty()) {
            throw new DiagnosticException(List.of(Diagnostic.error(
                            Code.NO_ACTIONS, "the app has no actions: there is no action file in app/actions", null)
                    .suggest("write app/actions/hello.ts: export default defineAction(() => 'hello')")));
        }
        found.sort(Comparator.comparing(ActionFile::id).thenComparing(ActionFile::file));
        return new AppFiles(withoutConflicts(), routes(app), services);
    }

    private Diagnostic noApp() {
        if (root.endsWith("app") && Files.isDirectory(root.resolve("actions"))) {
            return Diagnostic.error(Code.NO_APP, "there is no app folder in " + root, null)
                    .suggest("give the folder that holds app: " + root.getParent());
        }
        return Diagnostic.error(Code.NO_APP, "there is no app folder in " + root, null)
                .suggest("'titan init' makes a project to start with");
    }

    private @Nullable String routes(Path app) {
        List<String> present = ROUTES.stream()
                .filter(name -> Files.isRegularFile(app.resolve(name)))
                .map(name -> "app/" + name)
                .toList();
        if (present.size() > 1) {
            Diagnostic diagnostic =
                    Diagnostic.error(Code.TWO_FILES, "the app has more than one routes file", place(present.get(0)));
            for (String other : present.subList(1, present.size())) {
                diagnostic = diagnostic.note("another", place(other));
            }
            diagnostics.accept(diagnostic.suggest("keep one of them"));
        }
        return present.isEmpty() ? null : present.get(0);
    }

    /** The files whose pattern no earlier one has; parameters' names do not tell patterns apart. */
    private List<ActionFile> withoutConflicts() {
        Map<String, List<ActionFile>> byShape = found.stream()
                .collect(Collectors.groupingBy(
                        action -> shape(action.pattern()), LinkedHashMap::new, Collectors.toList()));
        for (List<ActionFile> same : byShape.values()) {
            if (same.size() > 1) {
                diagnostics.accept(conflict(same));
            }
        }
        return byShape.values().stream().map(same -> same.get(0)).toList();
    }

    private static String shape(String pattern) {
        StringBuilder shape = new StringBuilder();
        for (String segment : pattern.substring(1).split("/", -1)) {
            char first = segment.charAt(0);
            shape.append('/').append(first == ':' || first == '*' ? String.valueOf(first) : segment);
        }
        return shape.toString();
    }

    private static Diagnostic conflict(List<ActionFile> same) {
        ActionFile first = same.get(0);
        boolean names = same.stream().anyMatch(other -> !other.pattern().equals(first.pattern()));
        String paths = same.stream().map(ActionFile::pattern).distinct().collect(Collectors.joining(" and "));
        Diagnostic diagnostic = Diagnostic.error(
                Code.TWO_FILES,
                (same.size() == 2 ? "two" : String.valueOf(same.size())) + " files answer one path: " + paths
                        + (names ? " match the same requests" : ""),
                place(first.file()));
        for (ActionFile other : same.subList(1, same.size())) {
            diagnostic = diagnostic.note("this file too", place(other.file()));
        }
        return diagnostic.suggest("keep one of them, or rename one; a name that begins with _ is not an action");
    }

    private static SourceLocation place(String file) {
        return SourceLocation.of(file, 1, 1);
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** One walk through app/actions, folders and files in the order of their names. */
    private final class Walk {
        private final Consumer<Diagnostic> diagnostics;

        Walk(Consumer<Diagnostic> diagnostics) {
            this.diagnostics = diagnostics;
        }

        /**
         * @param prefix the folder's path below app/actions, empty or ended by a slash
         * @param above the real paths of this folder and all it lies in: entering one of them again would never end
         */
        void folder(Path folder, String prefix, Set<Path> above) throws IOException {
            List<Path> entries = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            }
            entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".") || name.startsWith("_") || name.equals("node_modules")) {
                    continue;
                }
                if (Files.isSymbolicLink(entry) && !usable(entry, prefix + name, above)) {
                    continue;
                }
                if (Files.isDirectory(entry)) {
                    Set<Path> inside = new HashSet<>(above);
                    inside.add(entry.toRealPath());
                    folder(entry, prefix + name + "/", inside);
                } else {
                    file(prefix, name);
                }
            }
        }

        private void file(String prefix, String name) {
            String extension = extension(name);
            String file = "app/actions/" + prefix + name;
            if (COMMONJS_EXTENSIONS.contains(extension)) {
                diagnostics.accept(new Diagnostic(
                        Severity.WARNING,
                        Code.NOT_AN_ACTION,
                        "a ." + extension + " file is not an action: actions are ES modules",
                        place(file),
                        List.of(),
                        "use one of the extensions "
                                + EXTENSIONS.stream().sorted().collect(Collectors.joining(", "))
                                + ", or begin the name with _"));
                return;
            }
            if (!EXTENSIONS.contains(extension) || name.contains(".test.") || name.matches(".*\\.d\\.m?ts")) {
                return;
            }
            String stem = name.substring(0, name.length() - extension.length() - 1);
            String id = Normalizer.normalize(prefix + stem, Normalizer.Form.NFC);
            String pattern = FilePattern.of(id, file, diagnostics);
            if (pattern != null) {
                found.add(new ActionFile(id, pattern, file));
            }
        }

        private boolean usable(Path link, String name, Set<Path> above) {
            String problem;
            try {
                Path real = link.toRealPath();
                if (above.contains(real)) {
                    problem = "the symbolic link leads back to a folder that it lies in";
                } else if (!real.startsWith(root)) {
                    problem = "the symbolic link leads out of the app, to " + real;
                } else {
                    return true;
                }
            } catch (IOException e) {
                problem = "the symbolic link leads nowhere";
            }
            diagnostics.accept(Diagnostic.error(Code.BAD_LINK, problem, place("app/actions/" + name))
                    .suggest("put the files themselves there; code outside of app/actions can be imported"));
            return false;
        }
    }
}
