package dev.titan.bundler;

import dev.titan.bundler.IncrementalResult.Action;
import dev.titan.model.ActionEntry;
import dev.titan.model.ActionEntry.Handler;
import dev.titan.model.Bundle;
import dev.titan.model.Diagnostic;
import dev.titan.model.Diagnostic.Severity;
import dev.titan.model.Services;
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
    private final Kind kind;

    /** All files of the bundle, by the names that esbuild has for them; empty before the first that succeeded. */
    private Set<String> closure = Set.of();

    /** Those of them that have changed since. */
    private final Set<String> dirty = new HashSet<>();

    private EsbuildBuild.@Nullable Output output;
    private @Nullable Action action;
    private @Nullable Bundle bundle;
    private @Nullable ServiceBundle services;
    private List<Diagnostic> faults = List.of();
    private List<Diagnostic> warnings = List.of();

    /** What is made of an entry. */
    enum Kind {
        ACTION,
        /** app/routes. */
        ROUTES,
        /** All of app/services. */
        SERVICES
    }

    LiveEntry(ActionFile file, Kind kind) {
        this.file = file;
        this.kind = kind;
    }

    /** Relative to the app folder. */
    String path() {
        return file.file();
    }

    Kind kind() {
        return kind;
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
        if (made.equals(output) && (kind == Kind.ACTION ? action : kind == Kind.ROUTES ? bundle : services) != null) {
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

    /** What the services' files show, and what is wrong with them. */
    interface ServiceLook {
        Services look() throws IOException;
    }

    /**
     * The bundle was analysed.
     *
     * @param look adds to what was found
     */
    void analysed(BundleFacts facts, BundleChecks checks, List<Diagnostic> found, ServiceLook look) throws IOException {
        EsbuildBuild.Output made = output;
        if (made == null) {
            throw new IllegalStateException(path() + " is not bundled");
        }
        List<Handler> handlers = List.of();
        Services shown = Services.NONE;
        if (kind == Kind.ACTION) {
            handlers = checks.action(path(), made, facts);
        } else {
            checks.routes(path(), made, facts);
        }
        if (kind == Kind.SERVICES) {
            shown = look.look();
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
        if (kind == Kind.SERVICES) {
            services = Bundler.serviceBundle(shown, made, facts.drift());
            return;
        }
        if (kind == Kind.ROUTES) {
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

    /** The services when they were sound last, or null. */
    @Nullable
    ServiceBundle services() {
        return services;
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
