package dev.titan.cli;

import dev.titan.bundler.FileChanges;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.cli.LiveBuilder.Live;
import dev.titan.model.Diagnostic;
import dev.titan.model.EnvironmentException;
import dev.titan.runtime.App;
import dev.titan.runtime.Faults;
import dev.titan.runtime.Generation;
import dev.titan.runtime.LoadException;
import dev.titan.runtime.TitanRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An app in a runtime, kept as its files are. Used by one thread at a time. */
final class LiveApp implements AutoCloseable {
    /** So long after the last change something that looks broken is believed to be: an editor may be in the middle of writing it. */
    private static final long SETTLE_MS = 75;

    /** The same where an empty file is to blame: hardly anybody saves one, but many programs empty a file before they write it. */
    private static final long EMPTY_SETTLE_MS = 400;

    /** After so long what there is is served, even if it changes on. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path folder;
    private final LiveSettings settings;
    private final TitanRuntime runtime;
    private final ParkWarnings parks;
    private @Nullable LiveBuilder builder;
    private Map<String, String> define = Map.of();
    private @Nullable Live built;
    private @Nullable Live loaded;

    /** Changes that could not be built, for want of something that the machine lacked. */
    private @Nullable FileChanges missed;

    private List<Diagnostic> toldFaults = List.of();
    private Set<Diagnostic> toldWarnings = Set.of();
    private Set<Path> inputs = Set.of();

    /** @param folder the app's, without symbolic links */
    LiveApp(Path folder, LiveSettings settings, TitanRuntime runtime, ParkWarnings parks) {
        this.folder = folder;
        this.settings = settings;
        this.runtime = runtime;
        this.parks = parks;
    }

    /** What changes while something is built. */
    interface Meanwhile {
        /** For a build that nothing interrupts. */
        Meanwhile NOTHING = quietMs -> null;

        /** What has changed, until nothing does for a time; null when nothing has. */
        @Nullable
        FileChanges poll(long quietMs) throws InterruptedException, EnvironmentException;
    }

    /**
     * What came of an update.
     *
     * @param changed whether anything is served otherwise than before
     * @param renewed whether there is a new generation
     * @param generation the current one
     * @param diagnostics what the author has not been told yet
     * @param warnings of the whole app, told before or not
     * @param restarts as for diagnostics: what of the configuration needs a restart, a line for each key
     */
    record Update(
            boolean changed,
            boolean renewed,
            Generation generation,
            List<Diagnostic> diagnostics,
            List<Diagnostic> warnings,
            List<String> restarts) {}

    /**
     * Serves the app as its files are. What changes meanwhile is built too, before anything is loaded; what looks broken is looked at again when it has been quiet for a while.
     *
     * @param anew whether even what has not changed is to begin afresh
     */
    Update update(FileChanges first, Meanwhile meanwhile, boolean anew)
            throws EnvironmentException, InterruptedException {
        FileChanges changes = missed == null ? first : missed.and(first);
        missed = changes;
        List<String> restarts = new ArrayList<>();
        App app = build(changes, restarts);
        long end = System.nanoTime() + LONGEST_NANOS;
        FileChanges more = meanwhile.poll(settle(app));
        while (more != null) {
            missed = missed.and(more);
            app = build(more, restarts);
            more = System.nanoTime() - end < 0 ? meanwhile.poll(settle(app)) : null;
        }
        Generation before = loaded == null ? null : runtime.current();
        Generation now = load(app, anew);
        missed = null;
        boolean renewed = before == null || before.number() != now.number();
        List<Diagnostic> untold = untold(now.faults(), anew);
        List<Diagnostic> warnings = new ArrayList<>(toldWarnings);
        warnings.addAll(parks.known());
        return new Update(before != now, renewed, now, untold, warnings, restarts);
    }

    /** Builds what was saved last once more, which changes nothing but makes the next build quicker. */
    void rehearse() {
        Live live = built;
        LiveBuilder current = builder;
        if (live != null && current != null) {
            Optional<Path> newest = live.app().manifest().actions().stream()
                    .map(action -> folder.resolve(action.file()))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
            if (newest.isPresent()) {
                FileChanges nothing = new FileChanges(Set.of(newest.get()), Set.of(), false);
                try {
                    built = current.update(nothing, settings.current().env().names());
                } catch (EnvironmentException e) {
                    // The file is being moved, for example: the update that follows has to do with it.
                    missed = nothing;
                }
            }
        }
    }

    /** All files that the app was built of, absolute. */
    Set<Path> inputs() {
        Set<Path> all = new HashSet<>(inputs);
        all.addAll(settings.files());
        return all;
    }

    private long settle(App app) {
        Live before = loaded;
        if (before == null) {
            return 0;
        }
        Faults faults = app.faults();
        boolean broken = !faults.isEmpty() && !faults.equals(before.app().faults());
        boolean gone = app.bundles().size() < before.app().bundles().size();
        if (!broken && !gone) {
            return 0;
        }
        return broken && blamesEmptyFile(faults) ? EMPTY_SETTLE_MS : SETTLE_MS;
    }

    private boolean blamesEmptyFile(Faults faults) {
        return faults.actions().values().stream()
                .flatMap(fault -> fault.diagnostics().stream())
                .map(Diagnostic::location)
                .anyMatch(place -> place != null && isEmpty(folder.resolve(place.file())));
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private App build(FileChanges changes, List<String> restarts) throws EnvironmentException {
        if (changes.unknown() || !Collections.disjoint(changes.files(), settings.files())) {
            restarts.addAll(settings.reread());
            runtime.permit(settings.net());
        }
        if (!settings.everSound()) {
            return App.broken(String.valueOf(folder.getFileName()), Faults.ofApp(settings.faults()));
        }
        Settings now = settings.current();
        Map<String, String> wanted = now.loaded().config().bundle().define();
        LiveBuilder current = builder;
        if (current == null || !wanted.equals(define)) {
            if (current != null) {
                current.close();
            }
            current = new LiveBuilder(folder, now);
            builder = current;
            define = wanted;
        }
        Live live = current.update(changes, now.env().names());
        inputs = live.inputs();
        built = live;
        return live.app();
    }

    private Generation load(App app, boolean anew) throws EnvironmentException {
        try {
            Generation now = runtime.reload(app, settings.ofApp(), anew);
            loaded = built == null ? new Live(app, List.of(), List.of(), Set.of()) : built;
            return now;
        } catch (LoadException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }

    private List<Diagnostic> untold(Faults faults, boolean again) {
        List<Diagnostic> all = new ArrayList<>(settings.faults());
        faults.app().stream().filter(fault -> !all.contains(fault)).forEach(all::add);
        all.addAll(faults.routes());
        new TreeMap<>(faults.actions()).values().forEach(fault -> all.addAll(fault.diagnostics()));
        Set<Diagnostic> untold = new LinkedHashSet<>(all);
        Set<Diagnostic> warnings = new LinkedHashSet<>();
        Live live = built;
        if (live != null) {
            warnings.addAll(live.warnings());
            untold.addAll(warnings);
            untold.addAll(parks.built(live.reports()));
        }
        if (!again) {
            toldFaults.forEach(untold::remove);
            untold.removeAll(toldWarnings);
        }
        toldFaults = all;
        toldWarnings = warnings;
        return once(untold);
    }

    /** Without those that differ only in how an action comes to depend on the file. */
    private static List<Diagnostic> once(Set<Diagnostic> diagnostics) {
        Map<List<@Nullable Object>, Diagnostic> first = new LinkedHashMap<>();
        for (Diagnostic each : diagnostics) {
            first.putIfAbsent(Arrays.asList(each.code(), each.text(), each.location()), each);
        }
        return List.copyOf(first.values());
    }

    @Override
    public void close() {
        if (builder != null) {
            builder.close();
        }
    }
}
