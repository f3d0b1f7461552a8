package dev.titan.server;

import dev.titan.config.AppEnvironment;
import dev.titan.config.EnvFiles;
import dev.titan.config.Mode;
import dev.titan.config.NetPermission;
import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.extension.Extensions;
import dev.titan.host.files.FileSettings;
import dev.titan.host.trace.Tracer;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.runtime.App;
import dev.titan.runtime.AppArchive;
import dev.titan.runtime.LoadException;
import dev.titan.runtime.RuntimeConfig;
import dev.titan.runtime.RuntimeListener;
import dev.titan.runtime.StoreSettings;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the app of a jar until a signal comes. */
final class JarServer {
    private static final Logger LOG = LoggerFactory.getLogger("titan");

    /** For telemetry where requests have taken all of the time to stop. */
    private static final long LAST_EXPORT_MILLIS = 1_000;

    private final AppArchive archive;
    private final TitanConfig config;
    private final Map<String, String> environment;
    private final RuntimeMetrics metrics = new RuntimeMetrics();
    private final AtomicBoolean isStopping = new AtomicBoolean();

    /** @param environment of the process */
    JarServer(AppArchive archive, TitanConfig config, Map<String, String> environment) {
        this.archive = archive;
        this.config = config;
        this.environment = environment;
    }

    /**
     * Returns once the server listens.
     *
     * @param undertow completes when {@link TitanServer#warmUp} is done
     * @throws CannotListenException when the port cannot be had
     * @throws DiagnosticException when an extension of the app cannot be used
     * @throws EnvironmentException when V8 cannot be loaded on this machine
     * @throws LoadException when the app's code does not load
     */
    void start(CompletableFuture<Void> undertow)
            throws IOException, DiagnosticException, EnvironmentException, LoadException {
        App app = archive.app();
        Telemetry exported = Telemetry.start(environment, app.manifest().app(), config.db());
        TitanRuntime runtime = runtime(app.manifest().env(), exported == null ? null : exported.tracer());
        undertow.join();
        ZipFile jar = new ZipFile(archive.path().toFile());
        TitanServer server = TitanServer.create(
                config, Mode.PRODUCTION, runtime, new PublicFiles.Jar(jar, Path.of("data")), metrics);
        if (exported != null) {
            server.export(exported);
        }
        runtime.load(app);
        InetSocketAddress address = server.start();
        if (config.server().managementPort() > 0) {
            LOG.info("metrics on http://127.0.0.1:{}/metrics", config.server().managementPort());
        }
        LOG.atInfo()
                .addKeyValue("port", address.getPort())
                .log("ready on {} in {} ms", url(address), millisSinceStart());
        IdleMemory.giveBack();
        Signals.handle(signal -> stop(server, exported, signal));
    }

    @SuppressWarnings(
            "NullAway") // javac drops @Nullable inside a type argument of a record whose constructor is compact
    private TitanRuntime runtime(List<String> declaredEnv, @Nullable Tracer tracer)
            throws IOException, DiagnosticException, EnvironmentException {
        FileSettings files = new FileSettings(
                Path.of(""), config.permissions().read(), config.permissions().write(), this::packedFiles);
        Extensions extensions = Extensions.ofJars(archive.libraries());
        extensions.start(files, config.app());
        RuntimeConfig settings = new RuntimeConfig(
                        config.effectiveWorkers(),
                        config.limits(),
                        environment(declaredEnv),
                        config.app(),
                        config.permissions().eval(),
                        NetPermission.of(config.permissions().net()))
                .withFiles(files)
                .withExtensions(extensions)
                .withDatabase(new DatabaseSettings(config.db(), Path.of("")))
                .withHookMs(config.services().hookTimeoutMs())
                .withStores(StoreSettings.of(config))
                .withNetron(config.netron())
                .withTracer(tracer);
        try {
            boolean counts = config.server().managementPort() > 0 || tracer != null;
            return new TitanRuntime(settings, counts ? metrics : RuntimeListener.NONE);
        } catch (IllegalStateException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The folder public/ within the jar. */
    private Path packedFiles() {
        try {
            return FileSystems.newFileSystem(archive.path()).getPath("/titan/public");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code t.env} is: the app may read the variables that its .env files declare, and those that the configuration grants. */
    private AppEnvironment environment(List<String> declared) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : declared) {
            String value = environment.get(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return new EnvFiles(declared, values, List.of())
                .forApp(config.permissions().env(), environment);
    }

    private String url(InetSocketAddress address) {
        String scheme = config.server().tls().enabled() ? "https" : "http";
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static long millisSinceStart() {
        return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private void stop(TitanServer server, @Nullable Telemetry exported, int signal) {
        if (!isStopping.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(Signals.exitCode(signal));
        }
        LOG.info("stopping: {} requests in flight", server.inFlight());
        // Signals are handled on threads of their own, but the JVM may have only one for all of them.
        Thread stopping = new Thread(
                () -> {
                    long deadline = System.nanoTime()
                            + TimeUnit.MILLISECONDS.toNanos(config.limits().shutdownMs());
                    boolean finished = server.stop();
                    if (exported != null) {
                        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                        exported.stop(Math.max(LAST_EXPORT_MILLIS, left));
                    }
                    Runtime.getRuntime().halt(finished ? ExitCode.OK : Signals.exitCode(signal));
                },
                "titan-stop");
        // The thread that tells of signals is a daemon: without this the JVM would end when the server's own threads
        // have.
        stopping.setDaemon(false);
        stopping.start();
    }
}
