package dev.titan.bundler;

import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Refuses what bundles still import. An import that several bundles share is reported once. */
final class ImportRules {
    private final Metafile metafile;
    private final Map<String, Found> found = new LinkedHashMap<>();

    private static final class Found {
        private final Diagnostic diagnostic;
        private int others;

        Found(Diagnostic diagnostic) {
            this.diagnostic = diagnostic;
        }
    }

    ImportRules(Metafile metafile) {
        this.metafile = metafile;
    }

    /**
     * Looks at the imports of one bundle.
     *
     * @param entry the file that the bundle is made of, relative to the app folder
     */
    void check(String entry, List<BundleFacts.Import> imports, SourcePlaces places) {
        for (BundleFacts.Import imported : imports) {
            if (imported.optional()) {
                continue;
            }
            SourceLocation location = quoted(places, imported);
            Found same = found.get(imported.path() + " " + location);
            if (same == null) {
                found.put(imported.path() + " " + location, new Found(diagnostic(entry, imported.path(), location)));
            } else {
                same.others++;
            }
        }
    }

    private static SourceLocation quoted(SourcePlaces places, BundleFacts.Import imported) {
        SourceLocation plain = places.of(imported.place());
        for (String quote : List.of("\"", "'", "`")) {
            SourceLocation exact = places.of(imported.place(), quote + imported.path() + quote);
            if (!exact.equals(plain)) {
                return exact;
            }
        }
        return plain;
    }

    private Diagnostic diagnostic(String entry, String path, SourceLocation location) {
        List<String> chain = metafile.chain(entry, location.file());
        String way = String.join(ImportChain.JOIN, chain) + ImportChain.JOIN + path;
        if (NodeModules.contains(path)) {
            Diagnostic diagnostic = Diagnostic.error(
                            Code.NODE_MODULE,
                            "\"" + path + "\" is a module of node, which does not exist in an isolate",
                            location)
                    .note("imported by " + way, null);
            String culprit = packageOf(location.file());
            return diagnostic.suggest(
                    culprit.isEmpty()
                            ? "use the t.* functions or the web's own (fetch, URL, crypto, TextEncoder, …) instead; of node there are "
                                    + NodeModules.standIns()
                            : "the package " + culprit
                                    + " needs node; look for a version of it for browsers or workers, or another package");
        }
        return Diagnostic.error(
                        Code.REMOTE_MODULE,
                        "\"" + path + "\" would have to be loaded at run time; a bundle holds all of its code",
                        location)
                .note("imported by " + way, null)
                .suggest("install the code as a package, or copy it into the app");
    }

    /** The npm package that a file belongs to, or empty. */
    private static String packageOf(String file) {
        int at = file.lastIndexOf("node_modules/");
        if (at < 0) {
            return "";
        }
        String[] parts = file.substring(at + "node_modules/".length()).split("/", -1);
        return parts[0].startsWith("@") && parts.length > 1 ? parts[0] + "/" + parts[1] : parts[0];
    }

    /** Reports what was found. */
    void report(Consumer<Diagnostic> diagnostics) {
        for (Found each : found.values()) {
            diagnostics.accept(
                    each.others == 0
                            ? each.diagnostic
                            : each.diagnostic.note(
                                    "and by " + each.others + (each.others == 1 ? " other action" : " other actions"),
                                    null));
        }
    }
}
