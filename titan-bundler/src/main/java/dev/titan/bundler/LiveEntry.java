package dev.titan.bundler;

import dev.titan.bundler.IncrementalResult.Action;
import dev.titan.model.ActionEntry;
import dev.titan.model.ActionEntry.Handler;
import dev.titan.model.Bundle;
import dev.titan.model.Diagnostic;
import dev.titan.model.Diagnostic.Severity;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entry of an app from one build to the next: what it was bundled of, and what came of it. Confined to one thread. */
final class LiveEntry {
    private static final DriftReport NO_REPORT = new DriftReport(0, 0, 0, 0, List.of());

    private final ActionFile file;
    private final boolean routes;

    /** All files of the bundle, by the names that esbuild has for them; empty before the first that succeeded. */
    private Set<String> closure = Set.of();

    /** Those of them that have changed since. */
    private final Set<String> dirty = new HashSet<>();

    private EsbuildBuild.@Nullable Output output;
    private @Nullable Action action;
    private @Nullable Bundle bundle;
    private List<Diagnostic> faults = List.of();
    private List<Diagnostic> warnings = List.of();

    /** @param routes whether it is app/routes, no action */
    LiveEntry(ActionFile file, boolean routes) {
        this.file = file;
        this.routes = routes;
    }

    /** Relative to the app folder. */
    String path() {
        return file.file();
    }

    /** Whether it is app/routes. */
    boolean isRoutes() {
        return routes;
    }

    ActionFile file() {
        return file;
    }

    boolean broken() {
        return !faults.isEmpty();
    }

    List<Diagnostic> faults() {
        return faults;
    }

    List<Diagnostic> warnings() {
        return warnings;
    }

    Set<String> closure() {
        return closure;
    }

    /** Takes note of a file that has changed. @return whether the bundle depends on it, as far as is known */
    boolean changed(String input) {
        if (closure.contains(input)) {
            dirty.add(input);
            return true;
        }
        return input.equals(path());
    }

    /** The imports of some of its files are not known any more. */
    void allChanged() {
        dirty.addAll(closure);
        dirty.add(path());
    }

    /**
     * Whether it cannot be bundled because of errors in these files.
     *
     * @return null when only esbuild can tell: a file without errors may import others than before
     */
    @Nullable
    Boolean brokenBy(Set<String> files) {
        if (closure.isEmpty() || !files.containsAll(dirty)) {
            return null;
        }
        return !Collections.disjoint(closure, files);
    }

    /** Whatever it is bundled to next is to be analysed. */
    void forgetOutput() {
        output = null;
    }

    /** It cannot be bundled. */
    void fails(List<Diagnostic> why) {
        faults = List.copyOf(why);
        warnings = List.of();
    }

    /**
     * It was bundled.
     *
     * @return whether the bundle is another than before, so that {@link #analysed} must follow
     */
    boolean bundled(EsbuildBuild.Output made, Set<String> files, List<Diagnostic> about) {
        closure = files;
        dirty.clear();
        warnings = List.copyOf(about);
        if (made.equals(output) && (routes ? bundle : action) != null) {
            faults = List.of();
            return false;
        }
        output = made;
        return true;
    }

    /** The bundle's text. */
    String code() {
        if (output == null) {
            throw new IllegalStateException(path() + " is not bundled");
        }
        return output.code();
    }

    /** The bundle was analysed. */
    void analysed(BundleFacts facts, BundleChecks checks, List<Diagnostic> found) throws IOException {
        EsbuildBuild.Output made = output;
        if (made == null) {
            throw new IllegalStateException(path() + " is not bundled");
        }
        List<Handler> handlers = List.of();
        if (routes) {
            checks.routes(path(), made, facts);
        } else {
            handlers = checks.action(path(), made, facts);
        }
        checks.finish();
        List<Diagnostic> wrong =
                found.stream().filter(each -> each.severity() == Severity.ERROR).toList();
        if (!wrong.isEmpty()) {
            // So that the same bundle is looked at again: what is wrong is not known from it alone.
            output = null;
            fails(wrong);
            return;
        }
        List<Diagnostic> all = new ArrayList<>(warnings);
        all.addAll(found);
        warnings = List.copyOf(all);
        faults = List.of();
        if (routes) {
            bundle = new Bundle("titan:///routes.js", made.code(), made.sourceMap());
            return;
        }
        BundleFacts.Drift drift = facts.drift();
        boolean parks = drift.parks().stream().anyMatch(BundleFacts.Park::direct);
        action = new Action(
                new ActionEntry(file.id(), file.pattern(), path(), handlers, parks),
                Bundler.suspendable(new Bundle(name(), made.code(), made.sourceMap()), drift),
                drift.report(new SourcePlaces(made.sourceMap(), SourceLocation.of(path(), 1, 1))),
                List.of());
    }

    private String name() {
        return "titan:///actions/" + file.id() + ".js";
    }

    /** The bundle of app/routes when it was sound last, or null. */
    @Nullable
    Bundle routesBundle() {
        return bundle;
    }

    /** As the result has it. */
    Action action() {
        Action sound = action;
        if (sound == null) {
            Handler any = new Handler("default", List.of(), SourceLocation.of(path(), 1, 1));
            ActionEntry entry = new ActionEntry(file.id(), file.pattern(), path(), List.of(any));
            return new Action(entry, new Bundle(name(), "", ""), NO_REPORT, faults);
        }
        return faults.isEmpty() ? sound : new Action(sound.entry(), sound.bundle(), sound.report(), faults);
    }
}
