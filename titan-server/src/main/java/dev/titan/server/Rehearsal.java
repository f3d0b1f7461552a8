package dev.titan.server;

import dev.titan.config.AppEnvironment;
import dev.titan.config.ConfigLoader;
import dev.titan.config.Mode;
import dev.titan.config.NetPermission;
import dev.titan.config.TitanConfig;
import dev.titan.model.Manifest;
import dev.titan.model.Version;
import dev.titan.routing.RouteMatch;
import dev.titan.routing.Router;
import dev.titan.runtime.App;
import dev.titan.runtime.AppArchive;
import dev.titan.runtime.RuntimeConfig;
import dev.titan.runtime.RuntimeListener;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.log.Logs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * One run through what a start of a server.jar does, for the JVM to note the classes that it loads ({@code -XX:ArchiveClassesAtExit}), and to have V8's files in the cache folder: reads the
 * jar, makes isolates, listens on loopback, is asked once and ends. None of the app's code runs, and neither its configuration nor the environment counts, so that it works where an image is built.
 */
public final class Rehearsal {
    private static final int PATIENCE_MS = 30_000;
    private static final Router NO_ROUTES = (String method, String path, RouteMatch match) -> Router.NOT_FOUND;

    private Rehearsal() {}

    /** Ends the process: with 0, or with 1 if the server did not answer. */
    public static void main(String[] arguments) throws Exception {
        Logs.start(TitanConfig.Log.DEFAULTS);
        TitanServer.warmUp();
        AppArchive archive = AppArchive.open(AppArchive.ownJar());
        archive.app();
        ConfigLoader loader = new ConfigLoader(Mode.PRODUCTION);
        loader.flag("server.port", "--port", "0");
        loader.flag("server.host", "--host", "127.0.0.1");
        loader.flag("workers", "--workers", "1");
        System.exit(serve(archive.path(), loader.load().config()) ? 0 : 1);
    }

    private static boolean serve(Path jar, TitanConfig config) throws Exception {
        RuntimeConfig settings = new RuntimeConfig(
                config.effectiveWorkers(),
                config.limits(),
                AppEnvironment.EMPTY,
                config.app(),
                config.permissions().eval(),
                NetPermission.of(config.permissions().net()));
        TitanRuntime runtime = new TitanRuntime(settings, RuntimeListener.NONE);
        try (ZipFile files = new ZipFile(jar.toFile())) {
            TitanServer server =
                    TitanServer.create(config, Mode.PRODUCTION, runtime, new PublicFiles.Jar(files, Path.of("data")));
            Manifest nothing = new Manifest(Version.TITAN, "rehearsal", List.of(), List.of(), List.of());
            runtime.load(new App(nothing, NO_ROUTES, List.of(), List.of()));
            InetSocketAddress address = server.start();
            // The second is a file of public/, or a problem.
            boolean answers = status(address, "/livez").startsWith("HTTP/1.1 200 ")
                    && status(address, "/").startsWith("HTTP/1.1 ");
            return server.stop() && answers;
        }
    }

    private static String status(InetSocketAddress address, String path) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
