package dev.titan.cli;

import dev.titan.cli.AppOptions.ConfigFlag;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.config.AppEnvironment;
import dev.titan.config.Mode;
import dev.titan.config.NetPermission;
import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.runtime.App;
import dev.titan.runtime.IsolateHeaps;
import dev.titan.runtime.RuntimeConfig;
import dev.titan.runtime.RuntimeListener;
import dev.titan.runtime.StoreSettings;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.PublicFiles;
import dev.titan.server.TitanServer;
import dev.titan.server.telemetry.Telemetry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app made of a map of files, built and served in this process as {@code server.jar} would: on loopback, on a free port. Close it. Its listener is told what happens in its
 * runtime.
 */
final class AppServer implements AutoCloseable {
    private static final Map<ConfigFlag, String> FLAGS =
            Map.of(new ConfigFlag("--port", "server.port"), "0", new ConfigFlag("--host", "server.host"), "127.0.0.1");

    private static final long EXPORT_MILLIS = 30_000;

    private final Path folder;
    private final AppBuilder builder;
    private final TitanRuntime runtime;
    private final @Nullable Telemetry telemetry;
    private final TitanServer server;
    private final InetSocketAddress address;

    /**
     * Returns once it listens.
     *
     * @param folder where the app is put
     * @param files paths below it and what they hold
     */
    AppServer(Path folder, Map<String, String> files, RuntimeListener listener) throws Exception {
        this(folder, files, listener, Map.of());
    }

    /**
     * The same.
     *
     * @param environment asks for telemetry, or for none
     */
    AppServer(Path folder, Map<String, String> files, RuntimeListener listener, Map<String, String> environment)
            throws Exception {
        this.folder = folder;
        write(files);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, Map.of(), folder, false);
        Settings settings = new AppOptions().settings(terminal, folder, Mode.PRODUCTION, FLAGS);
        TitanConfig config = settings.loaded().config();
        builder = new AppBuilder(folder, Mode.PRODUCTION, settings);
        App app = builder.build().app();
        telemetry = Telemetry.start(environment, String.valueOf(folder.getFileName()), config.db());
        runtime = new TitanRuntime(
                new RuntimeConfig(
                                config.effectiveWorkers(),
                                config.limits(),
                                AppEnvironment.EMPTY,
                                config.app(),
                                config.permissions().eval(),
                                NetPermission.of(config.permissions().net()))
                        .withDatabase(new DatabaseSettings(config.db(), folder))
                        .withHookMs(config.services().hookTimeoutMs())
                        .withStores(StoreSettings.of(config))
                        .withNetron(config.netron())
                        .withTracer(telemetry == null ? null : telemetry.tracer()),
                listener);
        server = TitanServer.create(
                config,
                Mode.PRODUCTION,
                runtime,
                new PublicFiles.Folder(folder.resolve("public"), folder.resolve("data")));
        runtime.load(app);
        address = server.start();
    }

    private void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /** The URL of a path. */
    String url(String path) {
        return "http://127.0.0.1:" + address.getPort() + path;
    }

    /** Writes files and serves what they make, as a save in development does. */
    void reload(Map<String, String> files) throws Exception {
        write(files);
        runtime.load(builder.build().app());
    }

    /** Bytes of JavaScript objects that are in use in all isolates. */
    long isolatesUse() {
        return IsolateHeaps.used(runtime);
    }

    /** Stops gracefully. @return whether everything accepted was finished in time */
    boolean stop() {
        boolean finished = server.stop();
        if (telemetry != null) {
            telemetry.stop(EXPORT_MILLIS);
        }
        return finished;
    }

    @Override
    public void close() {
        stop();
        builder.close();
    }
}
