package dev.titan.cli;

import dev.titan.cli.AppBuilder.Built;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.codegen.JarPart;
import dev.titan.codegen.ServerJar;
import dev.titan.config.AppEnvironment;
import dev.titan.config.Mode;
import dev.titan.engine.Engine;
import dev.titan.host.extension.Extensions;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.runtime.App;
import dev.titan.runtime.CodeCaches;
import dev.titan.runtime.LoadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An app that has been packed for production. Immutable.
 *
 * @param built what was packed
 * @param parts what the jar consists of
 */
record JarBuild(Built built, List<JarPart> parts) {
    /**
     * Builds an app and writes its jar.
     *
     * @param environment of the process: the app's code is run once
     * @param platforms that the jar is to run on
     * @throws DiagnosticException when the app has faults
     * @throws EnvironmentException when the machine lacks what it takes
     * @throws IOException when the jar cannot be written
     */
    static JarBuild write(
            Path folder, Settings settings, Map<String, String> environment, List<String> platforms, Path jar)
            throws DiagnosticException, EnvironmentException, IOException {
        try (AppBuilder builder = new AppBuilder(folder, Mode.PRODUCTION, settings)) {
            builder.requireMigrations();
            ServerJar packer = ServerJar.ofThisTitan();
            Built built = builder.build();
            App plain = built.app();
            App packed = platforms.contains(Engine.platform())
                    ? builder.load(plain, environment, JarBuild::withCodeCaches)
                    : plain;
            return new JarBuild(built, packer.write(packed, built.classes(), folder, platforms, jar));
        }
    }

    /** Loads every action once, which also tells whether it loads at all. */
    private static App withCodeCaches(App app, AppEnvironment env, Extensions extensions) throws LoadException {
        return new App(app.manifest(), app.router(), app.bundles(), CodeCaches.make(app, env, extensions));
    }
}
