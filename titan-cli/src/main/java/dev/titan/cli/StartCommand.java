package dev.titan.cli;

import dev.titan.cli.AppOptions.ConfigFlag;
import dev.titan.model.ExitCode;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code titan start}: serves the built jar of an app in this process. The jar's own classes do it, of the version of Titan that built it, so that it is the
 * same server as under {@code java -jar}.
 */
@Command(
        name = "start",
        sortOptions = false,
        description = "Serve the built jar of an app, as java -jar does.",
        footer = {"", "Examples:", "  titan build shop && titan start shop", "  titan start --port 8080 --workers 4"})
final class StartCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private AppOptions app = new AppOptions();

    @Mixin
    private ServeOptions serve = new ServeOptions();

    @Option(names = "--migrate", description = "Apply the migrations of the database before it listens.")
    private boolean migrate;

    StartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Path jar = app.folder(terminal).resolve("dist").resolve("server.jar");
        if (!Files.isRegularFile(jar)) {
            throw CommandException.failure("there is no " + terminal.show(jar) + " yet; titan build"
                    + (app.app().equals(".") ? "" : " " + app.app()) + " makes it");
        }
        try {
            run(jar);
            // The jar's main returns when it serves; it ends the process itself.
            Thread.currentThread().join();
            return ExitCode.OK;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        } catch (IOException | ReflectiveOperationException e) {
            throw CommandException.failure(
                    terminal.show(jar) + " cannot be run: " + e + "; build it anew with titan build");
        }
    }

    @SuppressWarnings("resource") // the class loader is in use until the process ends
    private void run(Path jar) throws IOException, ReflectiveOperationException, CommandException {
        URLClassLoader loader =
                new URLClassLoader("server.jar", new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        try {
            loader.loadClass(mainClass(jar)).getMethod("main", String[].class).invoke(null, (Object) arguments());
        } catch (InvocationTargetException e) {
            throw CommandException.failure(terminal.show(jar) + " ended: " + e.getCause());
        }
    }

    private static String mainClass(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String name = manifest == null ? null : manifest.getMainAttributes().getValue("Main-Class");
            if (name == null) {
                throw new IOException("its manifest names no Main-Class");
            }
            return name;
        }
    }

    private String[] arguments() {
        List<String> arguments = new ArrayList<>();
        serve.given().forEach((ConfigFlag flag, String value) -> arguments.add(flag.flag() + "=" + value));
        if (app.config() != null) {
            arguments.add("--config=" + terminal.resolve(app.config()));
        }
        if (app.logLevel() != null) {
            arguments.add("--log-level=" + app.logLevel());
        }
        if (migrate) {
            arguments.add("--migrate");
        }
        return arguments.toArray(String[]::new);
    }
}
