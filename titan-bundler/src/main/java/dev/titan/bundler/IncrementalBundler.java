package dev.titan.bundler;

import dev.titan.bundler.IncrementalResult.Action;
import dev.titan.bundler.LiveEntry.Kind;
import dev.titan.config.Mode;
import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.model.Diagnostic;
import dev.titan.model.Diagnostic.Severity;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.FileFault;
import dev.titan.model.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bundles an app again and again while its author writes it: of what has changed it bundles and analyses only what depends on it, and what is broken leaves the rest as it is.
 * Used by one thread at a time; the first bundling should be done on the main thread, since it may start V8.
 */
public final class IncrementalBundler implements AutoCloseable {
    private final Path root;
    private final EngineOptions engine;
    private final BundleAnalyser analyser = new BundleAnalyser();
    private final Esbuild esbuild;
    private Map<String, LiveEntry> entries = new LinkedHashMap<>();
    private Set<Path> settings = Set.of();
    private List<Diagnostic> appFaults = List.of();
    private Map<String, List<Diagnostic>> scanned = Map.of();
    private List<Diagnostic> scanWarnings = List.of();
    private @Nullable Path tsconfig;
    private final ServiceImports imports;
    private final ServiceRules serviceRules;
    private List<String> serviceFiles = List.of();
    private List<String> bundledServices = List.of();
    private @Nullable IncrementalResult last;

    /**
     * A bundler that has not started anything.
     *
     * @param root the folder that holds {@code app}, without symbolic links
     * @param mode becomes {@code process.env.NODE_ENV}
     * @param define global identifiers and the JavaScript literals that replace them, as titan.config.json has them
     * @param engine with what V8 is started if nothing has started it
     */
    public IncrementalBundler(Path root, Mode mode, Map<String, String> define, EngineOptions engine) {
        this.root = root;
        this.engine = engine;
        this.imports = new ServiceImports(root);
        this.serviceRules = new ServiceRules(root, analyser);
        this.esbuild = new Esbuild(Bundler.definitions(mode, define), new ConstructorTypes(analyser));
    }

    /**
     * Bundles what has changed.
     *
     * @param changes since the last call; the first call bundles everything, whatever they are
     * @return the result before, the same object, when nothing of it depends on the changes
     * @throws EnvironmentException when there is no esbuild for this platform, it does not run, or the app folder cannot be read or written
     */
    public IncrementalResult update(FileChanges changes) throws EnvironmentException {
        try {
            IncrementalResult before = last;
            ChangedInputs changed = ChangedInputs.of(root, changes, known(), settings);
            boolean everything =
                    before == null || changed.structure() || tsconfig == null || !Files.isRegularFile(tsconfig);
            if (before != null && !everything && !changed.any()) {
                return before;
            }
            Set<LiveEntry> affected = everything ? scan() : affected(changed.files());
            if (before != null && affected.isEmpty() && !everything) {
                return before;
            }
            bundle(affected);
            IncrementalResult now = result();
            last = now;
            return now;
        } catch (IOException | EnvironmentException e) {
            // Some entries may be ahead of the others: the next time all are bundled.
            tsconfig = null;
            entries.values().forEach(LiveEntry::forgetOutput);
            throw e instanceof IOException io
                    ? new EnvironmentException("the app cannot be bundled: " + FileFault.of(io), io)
                    : (EnvironmentException) e;
        }
    }

    /** Whether a file could be part of a bundle or decide how one is made, or is, or was, a folder of such files. Looks at its name, and whether it is there. */
    public static boolean mayDependOn(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.endsWith("~")
                && (EsbuildBuild.isImportable(name) || Files.isDirectory(file) || !Files.exists(file));
    }

    /** Whether a file decides by its name how others are bundled or resolved, as package.json does. */
    public static boolean decides(Path file) {
        return ChangedInputs.isSetting(file);
    }

    /** All files that bundles were made of. */
    private Set<String> known() {
        Set<String> files = new HashSet<>();
        for (LiveEntry entry : entries.values()) {
            files.add(entry.path());
            files.addAll(entry.closure());
        }
        return files;
    }

    private Set<LiveEntry> affected(Set<String> files) {
        Set<LiveEntry> affected = new LinkedHashSet<>();
        for (LiveEntry entry : entries.values()) {
            boolean depends = false;
            for (String file : files) {
                depends |= entry.changed(file);
            }
            if (depends || entry.broken()) {
                affected.add(entry);
            }
        }
        return affected;
    }

    /** Looks for entries anew; what is known of one that is still there is kept. @return all of them */
    private Set<LiveEntry> scan() throws IOException {
        tsconfig = GeneratedTsconfig.write(root);
        settings = GeneratedTsconfig.chain(root);
        List<Diagnostic> found = new ArrayList<>();
        Map<String, LiveEntry> now = new LinkedHashMap<>();
        appFaults = List.of();
        try {
            AppFiles files = AppScanner.scan(root, found::add);
            for (ActionFile file : files.actions()) {
                now.put(file.file(), keep(file, Kind.ACTION));
            }
            String routes = files.routes();
            if (routes != null) {
                now.put(routes, keep(new ActionFile("", "", routes), Kind.ROUTES));
            }
            serviceFiles = files.services();
            if (!serviceFiles.isEmpty()) {
                now.put(ServiceFiles.ENTRY, keep(new ActionFile("", "", ServiceFiles.ENTRY), Kind.SERVICES));
            }
            esbuild.services(serviceFiles.isEmpty() ? null : imports);
        } catch (DiagnosticException e) {
            appFaults = e.diagnostics();
        }
        entries = now;
        attribute(found);
        now.values().forEach(LiveEntry::allChanged);
        return new LinkedHashSet<>(now.values());
    }

    private LiveEntry keep(ActionFile file, Kind kind) {
        LiveEntry known = entries.get(file.file());
        return known != null && known.file().equals(file) ? known : new LiveEntry(file, kind);
    }

    /** What is wrong with a file's name or neighbours is a fault of the action if the file is one, else of the app. */
    private void attribute(List<Diagnostic> found) {
        Map<String, List<Diagnostic>> byFile = new HashMap<>();
        List<Diagnostic> ofApp = new ArrayList<>(appFaults);
        List<Diagnostic> warnings = new ArrayList<>();
        for (Diagnostic diagnostic : found) {
            String file =
                    diagnostic.location() == null ? "" : diagnostic.location().file();
            if (diagnostic.severity() == Severity.WARNING) {
                warnings.add(diagnostic);
            } else if (entries.containsKey(file)) {
                byFile.computeIfAbsent(file, f -> new ArrayList<>()).add(diagnostic);
            } else {
                ofApp.add(diagnostic);
            }
        }
        scanned = byFile;
        scanWarnings = warnings;
        appFaults = ofApp;
    }

    /** Entries that were broken are built apart from the others, so that they do not keep these from being built together. */
    private void bundle(Set<LiveEntry> affected) throws EnvironmentException, IOException {
        LiveEntry services = entries.get(ServiceFiles.ENTRY);
        List<LiveEntry> sound = affected.stream()
                .filter(entry -> !entry.broken() && entry != services)
                .toList();
        List<LiveEntry> broken = affected.stream()
                .filter(entry -> entry.broken() && entry != services)
                .toList();
        List<LiveEntry> changed = new ArrayList<>();
        Map<LiveEntry, Metafile> graphs = new HashMap<>();
        boolean whole = sound.size() > entries.size() / 2 && broken.isEmpty();
        List<LiveEntry> all = new ArrayList<>(entries.values());
        all.remove(services);
        build(whole ? all : sound, changed, graphs);
        build(broken, changed, graphs);
        // After the others, which say what they import of it.
        List<String> exported = services == null ? List.of() : imports.with(serviceFiles);
        if (services != null && (affected.contains(services) || !exported.equals(bundledServices))) {
            ServiceFiles.write(root, exported);
            bundledServices = exported;
            services.forgetOutput();
            build(List.of(services), changed, graphs);
        }
        List<BundleFacts> facts =
                analyser.analyse(changed.stream().map(LiveEntry::code).toList());
        for (int i = 0; i < changed.size(); i++) {
            LiveEntry entry = changed.get(i);
            List<Diagnostic> found = new ArrayList<>();
            Metafile graph = graphs.get(entry);
            if (graph != null) {
                entry.analysed(
                        facts.get(i),
                        new BundleChecks(root, graph, found::add),
                        found,
                        () -> new Services(bundledServices, serviceRules.check(bundledServices, found::add)));
            }
        }
    }

    private void build(List<LiveEntry> group, List<LiveEntry> changed, Map<LiveEntry, Metafile> graphs)
            throws EnvironmentException, IOException {
        Path configuration = tsconfig;
        if (group.isEmpty() || configuration == null) {
            return;
        }
        List<String> paths = group.stream().map(LiveEntry::path).toList();
        EsbuildBuild.Result built = start(paths, configuration);
        EsbuildDiagnostics messages = new EsbuildDiagnostics(root);
        List<Diagnostic> errors = messages.of(built.errors(), Severity.ERROR);
        Metafile metafile = built.metafile();
        if (metafile != null) {
            List<Diagnostic> warnings = messages.of(built.warnings(), Severity.WARNING);
            for (int i = 0; i < group.size(); i++) {
                LiveEntry entry = group.get(i);
                Set<String> files = metafile.closure(behindLinks(entry.path()));
                if (entry.bundled(built.outputs().get(i), files, in(files, warnings))) {
                    changed.add(entry);
                    graphs.put(entry, metafile);
                }
            }
        } else if (group.size() == 1) {
            fails(group.get(0), errors);
        } else {
            divide(group, errors, changed, graphs);
        }
    }

    /** Finds out which of several entries the errors of their build belong to, and builds the others. */
    private void divide(
            List<LiveEntry> group, List<Diagnostic> errors, List<LiveEntry> changed, Map<LiveEntry, Metafile> graphs)
            throws EnvironmentException, IOException {
        Set<String> files = new HashSet<>();
        boolean placed = true;
        for (Diagnostic error : errors) {
            placed &= error.location() != null;
            files.add(error.location() == null ? "" : error.location().file());
        }
        List<LiveEntry> others = new ArrayList<>();
        List<LiveEntry> unclear = new ArrayList<>();
        for (LiveEntry entry : group) {
            Boolean broken = placed ? entry.brokenBy(files) : null;
            if (broken == null) {
                unclear.add(entry);
            } else if (broken) {
                fails(entry, in(entry.closure(), errors));
            } else {
                others.add(entry);
            }
        }
        if (others.size() == group.size()) {
            // An error in a file that none is known to depend on.
            unclear = others;
            others = List.of();
        }
        build(others, changed, graphs);
        for (LiveEntry entry : unclear) {
            build(List.of(entry), changed, graphs);
        }
    }

    private void fails(LiveEntry entry, List<Diagnostic> errors) {
        List<String> from = entry.kind() == Kind.SERVICES
                ? bundledServices.stream()
                        .map(file -> ServiceFiles.FOLDER + file)
                        .toList()
                : List.of(entry.path());
        entry.fails(new ImportChain(root).explain(from, errors));
    }

    /** In the first build V8 and the analysis start while esbuild works. */
    private EsbuildBuild.Result start(List<String> paths, Path configuration) throws EnvironmentException, IOException {
        if (last != null) {
            return esbuild.rebuild(root, paths, configuration);
        }
        Esbuild.Running running = esbuild.beginRebuild(root, paths, configuration);
        try {
            Engine.start(engine);
            analyser.warmUp();
        } catch (IllegalStateException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        } finally {
            analyser.skipUnlessWarm();
            running.await();
        }
        return running.await();
    }

    private static List<Diagnostic> in(Set<String> files, List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .filter(each -> each.location() == null
                        || files.contains(each.location().file()))
                .toList();
    }

    /** The name by which esbuild knows a file, which may be a symbolic link. */
    private String behindLinks(String file) throws IOException {
        return root.relativize(root.resolve(file).toRealPath()).toString().replace('\\', '/');
    }

    private IncrementalResult result() {
        List<Action> actions = new ArrayList<>();
        Set<Diagnostic> warnings = new LinkedHashSet<>(scanWarnings);
        Set<Path> inputs = new HashSet<>(settings);
        LiveEntry routes = null;
        LiveEntry services = null;
        for (LiveEntry entry : entries.values()) {
            entry.closure().forEach(file -> addInput(inputs, file));
            entry.faults().forEach(fault -> {
                if (fault.location() != null) {
                    addInput(inputs, fault.location().file());
                }
            });
            warnings.addAll(entry.warnings());
            if (entry.kind() == Kind.ROUTES) {
                routes = entry;
            } else if (entry.kind() == Kind.SERVICES) {
                services = entry;
            } else {
                actions.add(withScanned(entry));
            }
        }
        return new IncrementalResult(
                actions,
                routes == null ? null : routes.routesBundle(),
                routes == null ? List.of() : routesFaults(routes),
                services == null ? null : services.services(),
                services == null ? List.of() : services.faults(),
                appFaults,
                List.copyOf(warnings),
                inputs);
    }

    private List<Diagnostic> routesFaults(LiveEntry routes) {
        List<Diagnostic> all = new ArrayList<>(scanned.getOrDefault(routes.path(), List.of()));
        all.addAll(routes.faults());
        return all;
    }

    private Action withScanned(LiveEntry entry) {
        Action action = entry.action();
        List<Diagnostic> more = scanned.get(entry.path());
        if (more == null) {
            return action;
        }
        List<Diagnostic> all = new ArrayList<>(more);
        all.addAll(action.faults());
        return new Action(action.entry(), action.bundle(), action.report(), all);
    }

    private void addInput(Set<Path> inputs, String file) {
        if (Metafile.isFile(file) && !file.equals(ServiceFiles.ENTRY)) {
            inputs.add(root.resolve(file).normalize());
        }
    }

    /** Ends esbuild's process and the analysis. */
    @Override
    public void close() {
        analyser.close();
        esbuild.close();
    }
}
