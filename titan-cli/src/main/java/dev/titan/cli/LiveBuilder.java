package dev.titan.cli;

import dev.titan.bundler.DriftReport;
import dev.titan.bundler.FileChanges;
import dev.titan.bundler.IncrementalBundler;
import dev.titan.bundler.IncrementalResult;
import dev.titan.bundler.IncrementalResult.Action;
import dev.titan.bundler.ServiceBundle;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.codegen.RouteTables;
import dev.titan.codegen.RouterCompiler;
import dev.titan.config.Mode;
import dev.titan.config.TitanConfig;
import dev.titan.engine.EngineOptions;
import dev.titan.model.ActionEntry;
import dev.titan.model.Bundle;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.FileFault;
import dev.titan.model.Manifest;
import dev.titan.model.RouteEntry;
import dev.titan.model.Services;
import dev.titan.model.Version;
import dev.titan.routing.Router;
import dev.titan.runtime.App;
import dev.titan.runtime.Fault;
import dev.titan.runtime.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way from an app's folder to an app that can be served, walked again after every change: of each step only what depends on the change is done again. What is
 * broken is a fault of the app, and the rest of it is served. Confined to one thread.
 */
final class LiveBuilder implements AutoCloseable {
    private static final String GENERATED = ".titan";

    private final Path folder;
    private final IncrementalBundler bundler;
    private final RouteTables tables = new RouteTables();
    private final RouterCompiler compiler;
    private @Nullable Bundle soundRoutes;
    private @Nullable IncrementalResult bundled;
    private @Nullable Live last;
    private boolean everSound;

    /** @param folder the app's, without symbolic links */
    LiveBuilder(Path folder, Settings settings) {
        TitanConfig config = settings.loaded().config();
        this.folder = folder;
        this.bundler = new IncrementalBundler(
                folder,
                Mode.DEVELOPMENT,
                config.bundle().define(),
                new EngineOptions(config.limits().heapMb(), config.permissions().eval()));
        this.compiler = new RouterCompiler(folder.resolve(GENERATED).resolve("generated"));
    }

    /**
     * An app as its files are now.
     *
     * @param app with its faults
     * @param reports what the drift pass did, for each action
     * @param warnings of the build
     * @param inputs all files that were read, absolute
     */
    record Live(App app, List<DriftReport> reports, List<Diagnostic> warnings, Set<Path> inputs) {}

    private void writeGenerated() throws EnvironmentException, IOException {
        try {
            GeneratedFiles.write(folder);
        } catch (DiagnosticException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Builds what depends on changes.
     *
     * @param env the names that the app's .env files declare
     * @return the app before, the same object, when nothing of it does
     * @throws EnvironmentException when the machine lacks what bundling or compiling needs, or files cannot be read or written
     */
    Live update(FileChanges changes, List<String> env) throws EnvironmentException {
        Live before = last;
        if (!Files.isDirectory(folder)) {
            // Nothing must be written: whoever moves it back would find a folder in its place.
            throw new EnvironmentException(
                    "the folder " + folder + " is gone; what was loaded is served until it is back");
        }
        try {
            if (before == null || changes.unknown() || !Files.isDirectory(folder.resolve(GENERATED))) {
                // Before bundling: the project's tsconfig.json extends one of them.
                writeGenerated();
            }
            if (before == null) {
                compiler.warmUp();
            }
            IncrementalResult result = bundler.update(changes);
            if (before != null
                    && result == bundled
                    && before.app().manifest().env().equals(env)) {
                return before;
            }
            Live now = build(result, env);
            bundled = result;
            last = now;
            return now;
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + folder.resolve(GENERATED) + ": " + FileFault.of(e), e);
        }
    }

    private Live build(IncrementalResult result, List<String> env) throws EnvironmentException, IOException {
        List<ActionEntry> actions = result.actions().stream().map(Action::entry).toList();
        List<Diagnostic> ofRoutes = result.routesFaults();
        Bundle routes = result.routes();
        List<RouteEntry> table;
        try {
            table = tables.of(actions, routes);
            soundRoutes = routes;
        } catch (DiagnosticException e) {
            ofRoutes = e.diagnostics();
            table = lastSound(actions);
        }
        Map<String, Fault> broken = new HashMap<>();
        for (Action action : result.actions()) {
            if (!action.faults().isEmpty()) {
                broken.put(action.entry().id(), new Fault(action.faults()));
            } else if (!result.servicesFaults().isEmpty() && usesServices(action)) {
                broken.put(action.entry().id(), new Fault(result.servicesFaults()));
            }
        }
        ServiceBundle services = result.services();
        List<Bundle> bundles =
                new ArrayList<>(result.actions().stream().map(Action::bundle).toList());
        if (services != null) {
            bundles.add(services.bundle());
        }
        Manifest manifest = new Manifest(
                Version.TITAN,
                String.valueOf(folder.getFileName()),
                actions,
                table,
                env,
                services == null ? Services.NONE : services.services());
        Router router = compiler.compile(table).router();
        App app = new App(manifest, router, bundles, List.of(), new Faults(ofApp(result), ofRoutes, broken));
        return new Live(
                app, result.actions().stream().map(Action::report).toList(), result.warnings(), result.inputs());
    }

    /** Whether it imports what lies in app/services. */
    private static boolean usesServices(Action action) {
        return action.bundle().code().contains("\"titan:services/");
    }

    /** While nothing of the app has ever been sound, all that is wrong concerns all of it. */
    private List<Diagnostic> ofApp(IncrementalResult result) {
        everSound |=
                result.actions().stream().anyMatch(action -> action.faults().isEmpty());
        List<Diagnostic> all = new ArrayList<>(result.faults());
        all.addAll(result.servicesFaults());
        if (!everSound) {
            result.actions().forEach(action -> all.addAll(action.faults()));
        }
        return all;
    }

    /** The table that app/routes made when it was sound last, else that of the files alone. */
    private List<RouteEntry> lastSound(List<ActionEntry> actions) {
        for (Bundle routes : new @Nullable Bundle[] {soundRoutes, null}) {
            try {
                return new RouteTables().of(actions, routes);
            } catch (DiagnosticException e) {
                // What it names may be gone since: the next has less in it.
            }
        }
        return List.of();
    }

    @Override
    public void close() {
        bundler.close();
    }
}
