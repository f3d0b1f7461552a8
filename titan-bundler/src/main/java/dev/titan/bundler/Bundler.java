package dev.titan.bundler;

import dev.titan.config.Mode;
import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.model.ActionEntry;
import dev.titan.model.ActionEntry.Handler;
import dev.titan.model.Bundle;
import dev.titan.model.Diagnostic;
import dev.titan.model.Diagnostic.Severity;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.FileFault;
import dev.titan.model.ServiceEntry;
import dev.titan.model.Services;
import dev.titan.model.SourceLocation;
import dev.titan.model.SourceMapComposition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes bundles of the actions of an app. Long-lived: it keeps esbuild's process and the isolate of its analysis from one bundling to the next, starting
 * them when they are first needed. Safe for use by many threads, one bundling at a time; the first should be done on the main thread, since it may start V8.
 */
public final class Bundler implements AutoCloseable {
    /** Of an app without actions and routes. */
    private static final EsbuildBuild.Result NOTHING =
            new EsbuildBuild.Result(List.of(), new Metafile(Map.of()), List.of(), List.of());

    private final EngineOptions engine;
    private final BundleAnalyser analyser = new BundleAnalyser();
    private final FactsCache facts = new FactsCache(analyser);
    private final FactsCache serviceFacts = new FactsCache(analyser);
    private final Esbuild esbuild;
    private boolean closed;

    /**
     * A bundler that has not started anything.
     *
     * @param mode becomes {@code process.env.NODE_ENV}
     * @param define global identifiers and the JavaScript literals that replace them, as titan.config.json has them
     * @param engine with what V8 is started if nothing has started it; it holds for the whole process, so it is what the app is to run with
     */
    public Bundler(Mode mode, Map<String, String> define, EngineOptions engine) {
        this.esbuild = new Esbuild(definitions(mode, define), new ConstructorTypes(analyser));
        this.engine = engine;
    }

    /** What is replaced in bundles: the app's own definitions, the mode where packages ask for it, and the global object under the name that node has for it. */
    static Map<String, String> definitions(Mode mode, Map<String, String> define) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("process.env.NODE_ENV", "\"" + mode + "\"");
        // Packages that do not find it make a function of a text that returns it, which isolates refuse.
        all.put("global", "globalThis");
        all.putAll(define);
        return all;
    }

    /**
     * Bundles an app as its files are now.
     *
     * @param appFolder the folder that holds {@code app}
     * @throws DiagnosticException when the app is faulty; it carries all that was found, warnings included
     * @throws EnvironmentException when there is no esbuild for this platform, it does not run, or the app folder cannot be read or written
     */
    public synchronized BundleResult bundle(Path appFolder) throws DiagnosticException, EnvironmentException {
        if (closed) {
            throw new IllegalStateException("the bundler is closed");
        }
        if (!Files.isDirectory(appFolder)) {
            String what = Files.exists(appFolder) ? " is not a folder" : " does not exist";
            throw new DiagnosticException(List.of(Diagnostic.error(Code.NO_APP, appFolder + what, null)
                    .suggest("give the folder that holds app; 'titan init' makes a project to start with")));
        }
        try {
            return bundleFolder(appFolder.toRealPath());
        } catch (IOException e) {
            throw new EnvironmentException("the app cannot be bundled: " + FileFault.of(e), e);
        }
    }

    /**
     * Bundles tests of an app as its files are now: one action for each file, whose id is the file and whose default export runs the tests that its query's {@code name} picks. What
     * they import of app/services is bundled with them, so that no container has a part in it.
     *
     * @param appFolder the folder that holds {@code app}
     * @param files as {@link TestFiles#scan} gives them, at least one
     * @throws DiagnosticException when a file cannot be bundled; it carries all that was found, warnings included
     * @throws EnvironmentException when there is no esbuild for this platform, it does not run, or the app folder cannot be read or written
     */
    public synchronized BundleResult tests(Path appFolder, List<String> files)
            throws DiagnosticException, EnvironmentException {
        if (closed) {
            throw new IllegalStateException("the bundler is closed");
        }
        try {
            Path root = appFolder.toRealPath();
            List<Diagnostic> diagnostics = new ArrayList<>();
            List<ActionFile> tests = TestFiles.entries(root, files);
            List<String> entries = tests.stream().map(ActionFile::file).toList();
            esbuild.services(null);
            EsbuildBuild.Result built = build(root, entries, diagnostics);
            if (built.metafile() == null) {
                throw new DiagnosticException(causes(diagnostics));
            }
            AppFiles all = new AppFiles(tests, null, List.of());
            return result(root, all, built.outputs(), built.metafile(), null, new HashSet<>(), diagnostics);
        } catch (IOException e) {
            throw new EnvironmentException("the tests cannot be bundled: " + FileFault.of(e), e);
        }
    }

    private BundleResult bundleFolder(Path root) throws DiagnosticException, EnvironmentException, IOException {
        List<Diagnostic> diagnostics = new ArrayList<>();
        AppFiles files = AppScanner.scan(root, diagnostics::add);
        List<String> entries = new ArrayList<>();
        files.actions().forEach(action -> entries.add(action.file()));
        if (files.routes() != null) {
            entries.add(files.routes());
        }
        ServiceImports imports = files.services().isEmpty() ? null : new ServiceImports(root);
        esbuild.services(imports);
        EsbuildBuild.Result built = NOTHING;
        if (!entries.isEmpty()) {
            built = build(root, entries, diagnostics);
        } else if (imports != null) {
            startV8();
            analyser.warmUp();
        }
        ServiceBundle services = null;
        Set<Path> inputs = new HashSet<>();
        if (imports != null) {
            services = services(root, imports.with(files.services()), diagnostics, inputs);
        }
        if (built.metafile() == null) {
            throw new DiagnosticException(causes(diagnostics));
        }
        return result(root, files, built.outputs(), built.metafile(), services, inputs, diagnostics);
    }

    /** Bundles entries, and has V8 start meanwhile. What esbuild has to say is added to the diagnostics. */
    private EsbuildBuild.Result build(Path root, List<String> entries, List<Diagnostic> diagnostics)
            throws EnvironmentException, IOException {
        Esbuild.Running running = esbuild.begin(root, entries);
        EsbuildBuild.Result built;
        try {
            startV8();
            analyser.warmUp();
        } finally {
            analyser.skipUnlessWarm();
            built = running.await();
        }
        report(root, built, entries, diagnostics);
        return built;
    }

    private static void report(
            Path root, EsbuildBuild.Result built, List<String> entries, List<Diagnostic> diagnostics) {
        EsbuildDiagnostics messages = new EsbuildDiagnostics(root);
        diagnostics.addAll(new ImportChain(root).explain(entries, messages.of(built.errors(), Severity.ERROR)));
        diagnostics.addAll(messages.of(built.warnings(), Severity.WARNING));
    }

    /**
     * Bundles the services.
     *
     * @param files by their paths below app/services
     * @param inputs receives all files that were read
     * @return null when there are errors
     */
    private @Nullable ServiceBundle services(
            Path root, List<String> files, List<Diagnostic> diagnostics, Set<Path> inputs)
            throws EnvironmentException, IOException {
        ServiceFiles.write(root, files);
        EsbuildBuild.Result built =
                esbuild.begin(root, List.of(ServiceFiles.ENTRY)).await();
        report(
                root,
                built,
                files.stream().map(file -> ServiceFiles.FOLDER + file).toList(),
                diagnostics);
        Metafile metafile = built.metafile();
        if (metafile == null) {
            return null;
        }
        inputs.addAll(inputs(root, metafile));
        inputs.remove(root.resolve(ServiceFiles.ENTRY));
        EsbuildBuild.Output output = built.outputs().get(0);
        BundleFacts found = serviceFacts.of(List.of(output.code())).get(0);
        BundleChecks checks = new BundleChecks(root, metafile, diagnostics::add);
        checks.routes(ServiceFiles.ENTRY, output, found);
        checks.finish();
        List<ServiceEntry> entries = new ServiceRules(root, analyser).check(files, diagnostics::add);
        return serviceBundle(new Services(files, entries), output, found.drift());
    }

    /** The services as the drift pass made them. */
    static ServiceBundle serviceBundle(Services services, EsbuildBuild.Output output, BundleFacts.Drift drift) {
        Bundle plain = new Bundle(Services.BUNDLE, output.code(), output.sourceMap());
        SourceLocation start = SourceLocation.of(ServiceFiles.FOLDER, 1, 1);
        return new ServiceBundle(
                services, suspendable(plain, drift), drift.report(new SourcePlaces(output.sourceMap(), start)));
    }

    /**
     * On this thread, before the analysis has one of its own: V8 may write code only on the thread that has initialised it and on threads made later (memory
     * protection keys are handed down so).
     */
    private void startV8() throws EnvironmentException {
        try {
            Engine.start(engine);
        } catch (IllegalStateException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }

    private BundleResult result(
            Path root,
            AppFiles files,
            List<EsbuildBuild.Output> outputs,
            Metafile metafile,
            @Nullable ServiceBundle services,
            Set<Path> inputs,
            List<Diagnostic> diagnostics)
            throws DiagnosticException, IOException {
        List<BundleFacts> found =
                facts.of(outputs.stream().map(EsbuildBuild.Output::code).toList());
        BundleChecks checks = new BundleChecks(root, metafile, diagnostics::add);
        List<ActionEntry> actions = new ArrayList<>();
        List<Bundle> bundles = new ArrayList<>();
        List<DriftReport> reports = new ArrayList<>();
        for (int i = 0; i < files.actions().size(); i++) {
            ActionFile action = files.actions().get(i);
            EsbuildBuild.Output output = outputs.get(i);
            List<Handler> handlers = checks.action(action.file(), output, found.get(i));
            BundleFacts.Drift drift = found.get(i).drift();
            boolean parks = drift.parks().stream().anyMatch(BundleFacts.Park::direct);
            actions.add(new ActionEntry(action.id(), action.pattern(), action.file(), handlers, parks));
            bundles.add(suspendable(bundle("actions/" + action.id(), output), drift));
            SourceLocation start = SourceLocation.of(action.file(), 1, 1);
            reports.add(drift.report(new SourcePlaces(output.sourceMap(), start)));
        }
        Bundle routes = null;
        if (files.routes() != null) {
            int last = outputs.size() - 1;
            checks.routes(files.routes(), outputs.get(last), found.get(last));
            routes = bundle("routes", outputs.get(last));
        }
        checks.finish();
        refuse(diagnostics);
        inputs.addAll(inputs(root, metafile));
        return new BundleResult(actions, bundles, reports, routes, services, diagnostics, inputs);
    }

    private static Bundle bundle(String name, EsbuildBuild.Output output) {
        return new Bundle("titan:///" + name + ".js", output.code(), output.sourceMap());
    }

    /** The bundle as the drift pass made it. */
    static Bundle suspendable(Bundle bundle, BundleFacts.Drift drift) {
        String code = drift.code();
        return code == null
                ? bundle
                : new Bundle(bundle.name(), code, SourceMapComposition.compose(bundle.sourceMap(), drift.mappings()));
    }

    /** Without what only follows from others: no name can be resolved by a tsconfig.json or package.json that cannot be read, and each bundling tells of it. */
    private static List<Diagnostic> causes(List<Diagnostic> found) {
        boolean settings = found.stream()
                .anyMatch(each -> each.severity() == Severity.ERROR
                        && each.location() != null
                        && ChangedInputs.isSetting(Path.of(each.location().file())));
        return found.stream()
                .filter(each -> !settings || !each.code().equals(Code.UNRESOLVED))
                .distinct()
                .toList();
    }

    private static void refuse(List<Diagnostic> diagnostics) throws DiagnosticException {
        if (diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR)) {
            throw new DiagnosticException(causes(diagnostics));
        }
    }

    private static Set<Path> inputs(Path root, Metafile metafile) {
        Set<Path> inputs = new HashSet<>();
        metafile.files().forEach(file -> inputs.add(root.resolve(file).normalize()));
        GeneratedTsconfig.project(root).ifPresent(inputs::add);
        return inputs;
    }

    /**
     * The version of esbuild that bundles, for example {@code 0.25.10}.
     *
     * @throws IOException when this Titan was packed without one
     */
    public static String esbuildVersion() throws IOException {
        return EsbuildProgram.version();
    }

    /** Ends esbuild's process and the analysis. */
    @Override
    public synchronized void close() {
        closed = true;
        analyser.close();
        esbuild.close();
    }
}
