package dev.titan.cli;

import dev.titan.bundler.BundleResult;
import dev.titan.bundler.Bundler;
import dev.titan.bundler.DriftReport;
import dev.titan.bundler.ServiceBundle;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.codegen.CompiledRouter;
import dev.titan.codegen.RouteTable;
import dev.titan.codegen.RouterCompiler;
import dev.titan.config.AppEnvironment;
import dev.titan.config.Mode;
import dev.titan.config.TitanConfig;
import dev.titan.engine.EngineOptions;
import dev.titan.host.db.Migrations;
import dev.titan.host.extension.Extensions;
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
import dev.titan.runtime.LoadException;
import dev.titan.runtime.ServicePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way from an app's folder to an app that can be loaded: bundles, then the route table, then the routing class. Keeps esbuild and the compiler's files from
 * one build to the next. Confined to one thread.
 */
final class AppBuilder implements AutoCloseable {
    private final Path folder;
    private final Settings settings;
    private final Bundler bundler;
    private final RouterCompiler compiler;

    AppBuilder(Path folder, Mode mode, Settings settings) {
        this.folder = folder;
        this.settings = settings;
        TitanConfig config = settings.loaded().config();
        this.bundler = new Bundler(
                mode,
                config.bundle().define(),
                new EngineOptions(config.limits().heapMb(), config.permissions().eval()));
        this.compiler = new RouterCompiler(folder.resolve(".titan").resolve("generated"));
    }

    /**
     * What an app consists of, before anything is compiled.
     *
     * @param bundles its actions
     * @param routes in the order the author wrote them
     */
    record Plan(BundleResult bundles, List<RouteEntry> routes) {}

    /**
     * An app that can be loaded, or packed.
     *
     * @param app without code caches
     * @param classes the routing class and its parts, by binary name
     * @param reports what the drift pass did, for each action
     * @param warnings what did not stop the build
     * @param inputs all files that were read, absolute
     */
    record Built(
            App app,
            Map<String, byte[]> classes,
            List<DriftReport> reports,
            List<Diagnostic> warnings,
            Set<Path> inputs) {}

    /**
     * Finds actions and routes.
     *
     * @throws DiagnosticException when the app has faults
     * @throws EnvironmentException when the machine lacks what bundling needs
     */
    Plan plan() throws DiagnosticException, EnvironmentException {
        try {
            // Before bundling: the project's tsconfig.json extends one of them.
            GeneratedFiles.write(folder);
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + folder.resolve(".titan") + ": " + FileFault.of(e), e);
        }
        BundleResult bundles = bundler.bundle(folder);
        try {
            return new Plan(bundles, RouteTable.of(bundles.actions(), bundles.routes()));
        } catch (DiagnosticException e) {
            List<Diagnostic> all = new ArrayList<>(bundles.warnings());
            all.addAll(e.diagnostics());
            throw new DiagnosticException(all);
        }
    }

    /**
     * Builds the app as its files are now.
     *
     * @throws DiagnosticException when the app has faults
     * @throws EnvironmentException when the machine lacks what bundling or compiling needs
     */
    Built build() throws DiagnosticException, EnvironmentException {
        compiler.warmUp();
        Plan plan = plan();
        CompiledRouter router;
        try {
            router = compiler.compile(plan.routes());
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + folder.resolve(".titan") + ": " + FileFault.of(e), e);
        }
        return new Built(
                app(plan, router.router()),
                router.classes(),
                plan.bundles().reports(),
                plan.bundles().warnings(),
                plan.bundles().inputs());
    }

    private App app(Plan plan, Router router) {
        Path name = folder.getFileName();
        ServiceBundle services = plan.bundles().services();
        Manifest manifest = new Manifest(
                Version.TITAN,
                name == null ? "app" : name.toString(),
                plan.bundles().actions(),
                plan.routes(),
                settings.env().names(),
                services == null ? Services.NONE : services.services());
        List<Bundle> bundles = new ArrayList<>(plan.bundles().bundles());
        if (services != null) {
            bundles.add(services.bundle());
        }
        return new App(manifest, router, bundles, List.of());
    }

    /**
     * Looks for what would end a build or the start of its server, up to loading the app's modules; makes nothing.
     *
     * @param environment of the process
     * @return what would not end it
     * @throws DiagnosticException when it would fail, with all that was found
     * @throws EnvironmentException when the machine lacks what bundling needs
     */
    List<Diagnostic> tryOut(Map<String, String> environment) throws DiagnosticException, EnvironmentException {
        Plan plan = plan();
        List<Diagnostic> found = new ArrayList<>(plan.bundles().warnings());
        try {
            requireMigrations();
            App app = app(plan, (method, path, match) -> Router.NOT_FOUND);
            load(app, environment, (loaded, env, extensions) -> {
                ServicePlan.check(loaded, env, extensions);
                return true;
            });
        } catch (DiagnosticException e) {
            found.addAll(e.diagnostics());
            throw new DiagnosticException(found);
        }
        return found;
    }

    /**
     * Looks whether the files of db/migrations are what a server could apply; no database is asked.
     *
     * @throws DiagnosticException when the name of one is none, for example
     */
    void requireMigrations() throws DiagnosticException, EnvironmentException {
        try {
            Migrations.ofApp(folder);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot read " + folder.resolve(Migrations.FOLDER) + ": " + FileFault.of(e), e);
        }
    }

    /** What is made of an app by running its code once. */
    interface Loading<T> {
        T of(App app, AppEnvironment env, Extensions extensions) throws LoadException;
    }

    /**
     * Runs the app's code with its environment, and with what its {@code lib} brings.
     *
     * @param environment of the process
     * @throws DiagnosticException when it cannot be loaded
     */
    <T> T load(App app, Map<String, String> environment, Loading<T> loading) throws DiagnosticException {
        AppEnvironment env =
                settings.env().forApp(settings.loaded().config().permissions().env(), environment);
        try (Extensions extensions = Extensions.ofFolder(folder.resolve("lib"))) {
            return loading.of(app, env, extensions);
        } catch (LoadException e) {
            throw new DiagnosticException(e.diagnostics());
        }
    }

    @Override
    public void close() {
        bundler.close();
    }
}
