package dev.titan.bundler;

import dev.titan.model.ActionEntry.Handler;
import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Holds the bundles of one build against what an app may contain. Used by one thread. */
final class BundleChecks {
    private final Path root;
    private final Metafile metafile;
    private final Consumer<Diagnostic> diagnostics;
    private final ImportRules imports;

    BundleChecks(Path root, Metafile metafile, Consumer<Diagnostic> diagnostics) {
        this.root = root;
        this.metafile = metafile;
        this.diagnostics = diagnostics;
        this.imports = new ImportRules(metafile);
    }

    /**
     * Checks the bundle of an action.
     *
     * @param file relative to the app folder
     * @return its handlers, as far as they are valid
     */
    List<Handler> action(String file, EsbuildBuild.Output output, BundleFacts facts) throws IOException {
        SourceLocation beginning = SourceLocation.of(file, 1, 1);
        SourcePlaces places = new SourcePlaces(output.sourceMap(), beginning);
        if (!readable(facts, places, beginning)) {
            return List.of();
        }
        String input = behindLinks(file);
        imports.check(input, facts.imports(), places);
        if (metafile.isCommonJs(input)) {
            SourceLocation use = facts.exports().isEmpty()
                    ? beginning
                    : places.of(facts.exports().get(0).place());
            diagnostics.accept(
                    Diagnostic.error(Code.COMMONJS, "the file is a CommonJS module, an action is an ES module", use)
                            .suggest("write export const … = defineAction(…) instead of exports or module.exports"));
            return List.of();
        }
        return new HandlerRules(beginning, places, diagnostics).handlers(facts.exports());
    }

    /** Checks the bundle of the routes file, whose exports say nothing before it runs. */
    void routes(String file, EsbuildBuild.Output output, BundleFacts facts) throws IOException {
        SourceLocation beginning = SourceLocation.of(file, 1, 1);
        SourcePlaces places = new SourcePlaces(output.sourceMap(), beginning);
        if (readable(facts, places, beginning)) {
            imports.check(behindLinks(file), facts.imports(), places);
        }
    }

    /** Reports what concerns several bundles. */
    void finish() {
        imports.report(diagnostics);
    }

    private boolean readable(BundleFacts facts, SourcePlaces places, SourceLocation beginning) {
        BundleFacts.Problem problem = facts.problem();
        if (problem == null) {
            return true;
        }
        SourceLocation location = problem.place() == null ? beginning : places.of(problem.place());
        diagnostics.accept(
                Diagnostic.error(Code.UNREADABLE, "the bundled code cannot be read: " + problem.text(), location)
                        .suggest("write this in a plainer way"));
        return false;
    }

    /** The name by which esbuild knows a file, which may be a symbolic link. */
    private String behindLinks(String file) throws IOException {
        return root.relativize(root.resolve(file).toRealPath()).toString().replace('\\', '/');
    }
}
