package dev.titan.cli;

import dev.titan.cli.AppBuilder.Built;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.cli.Terminal.Style;
import dev.titan.codegen.JarPart;
import dev.titan.codegen.ServerJar;
import dev.titan.config.Mode;
import dev.titan.engine.Engine;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.Json;
import dev.titan.model.Nearest;
import dev.titan.runtime.App;
import dev.titan.runtime.CodeCaches;
import dev.titan.runtime.LoadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code titan build}: packs an app into one jar. */
@Command(
        name = "build",
        sortOptions = false,
        description = "Make one jar that serves an app wherever there is Java.",
        footer = {
            "",
            "Examples:",
            "  titan build shop",
            "  titan build -o /srv/shop.jar --platform linux-x86_64,linux-arm64"
        })
final class BuildCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private AppOptions app = new AppOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<file>",
            description = "The jar to write (default: dist/server.jar in the app's folder).")
    private @Nullable String output;

    @Option(
            names = "--platform",
            paramLabel = "<name>",
            split = ",",
            description = "Platforms it shall run on, separated by commas (default: this one).")
    private @Nullable List<String> platforms;

    @Option(names = "--analyze", description = "Show the size of each action's bundle too.")
    private boolean analyze;

    @Option(names = "--json", description = "Print one JSON object: {ok, output, bytes, parts, …}.")
    private boolean json;

    BuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException, EnvironmentException {
        Path folder = app.folder(terminal);
        List<String> wanted = wantedPlatforms();
        try {
            return build(folder, wanted);
        } catch (DiagnosticException e) {
            if (!json) {
                throw e;
            }
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("ok", false);
            report.put("diagnostics", DiagnosticJson.of(e.diagnostics()));
            terminal.out().println(Json.pretty(report));
            return Failures.exitCode(e.diagnostics());
        }
    }

    private List<String> wantedPlatforms() throws CommandException {
        if (platforms == null) {
            return List.of(Engine.platform());
        }
        for (String platform : platforms) {
            if (!ServerJar.PLATFORMS.contains(platform)) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "unknown platform \"" + platform + "\"; there are " + String.join(", ", ServerJar.PLATFORMS)
                                + Nearest.of(platform, ServerJar.PLATFORMS)
                                        .map(nearest -> "; did you mean " + nearest + "?")
                                        .orElse(""));
            }
        }
        return platforms;
    }

    private int build(Path folder, List<String> wanted)
            throws CommandException, DiagnosticException, EnvironmentException {
        long start = System.nanoTime();
        Path jar = output == null ? folder.resolve("dist").resolve("server.jar") : terminal.resolve(output);
        Settings settings = app.settings(terminal, folder, Mode.PRODUCTION, Map.of());
        try (AppBuilder builder = new AppBuilder(folder, Mode.PRODUCTION, settings)) {
            ServerJar packer = ServerJar.ofThisTitan();
            Built built = builder.build();
            App packed = wanted.contains(Engine.platform()) ? withCodeCaches(built.app(), settings) : built.app();
            List<JarPart> parts = packer.write(packed, built.classes(), folder, wanted, jar);
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (json) {
                printJson(jar, built, parts, wanted, millis);
            } else {
                print(jar, built, parts, millis);
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandException.failure("cannot write " + terminal.show(jar) + ": " + e.getMessage());
        }
    }

    /** Loads every action once, which also tells whether it loads at all. */
    private App withCodeCaches(App app, Settings settings) throws DiagnosticException {
        try {
            Map<String, String> env = settings.env()
                    .visible(settings.loaded().config().permissions().env(), terminal.environment());
            return new App(app.manifest(), app.router(), app.bundles(), CodeCaches.make(app, env));
        } catch (LoadException e) {
            throw new DiagnosticException(List.of(LoadFault.of(e)));
        }
    }

    private void print(Path jar, Built built, List<JarPart> parts, long millis) throws IOException {
        if (!built.warnings().isEmpty()) {
            terminal.err().print(terminal.diagnosticPrinter().print(built.warnings()));
        }
        int width = parts.stream().mapToInt(part -> part.what().length()).max().orElse(0);
        terminal.out()
                .println(terminal.paint(
                        Style.DIM, String.format("%-" + width + "s  %10s  %10s", "", "size", "in the jar")));
        for (JarPart part : parts) {
            terminal.out()
                    .println(String.format(
                            "%-" + width + "s  %10s  %10s", part.what(), size(part.bytes()), size(part.compressed())));
        }
        if (analyze) {
            terminal.out().println();
            for (int i = 0; i < built.app().bundles().size(); i++) {
                terminal.out().println(String.format("%10s  %s", size(bundleBytes(built, i)), action(built, i)));
            }
        }
        terminal.out().println();
        terminal.out()
                .println(terminal.paint(Style.GREEN, terminal.show(jar)) + "  " + size(Files.size(jar)) + " in "
                        + millis + " ms");
        terminal.out().println("Next:  " + terminal.paint(Style.BOLD, "java -jar " + terminal.show(jar)));
    }

    private void printJson(Path jar, Built built, List<JarPart> parts, List<String> wanted, long millis)
            throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("ok", true);
        report.put("output", jar.toString());
        report.put("bytes", Files.size(jar));
        report.put("milliseconds", millis);
        report.put("platforms", wanted);
        report.put(
                "parts",
                parts.stream()
                        .map(part ->
                                ordered("what", part.what(), "bytes", part.bytes(), "compressed", part.compressed()))
                        .toList());
        if (analyze) {
            report.put(
                    "actions",
                    IntStream.range(0, built.app().bundles().size())
                            .mapToObj(i -> ordered("action", action(built, i), "bytes", bundleBytes(built, i)))
                            .toList());
        }
        report.put("diagnostics", DiagnosticJson.of(built.warnings()));
        terminal.out().println(Json.pretty(report));
    }

    private static String action(Built built, int index) {
        return built.app().manifest().actions().get(index).id();
    }

    private static long bundleBytes(Built built, int index) {
        return built.app().bundles().get(index).code().getBytes(StandardCharsets.UTF_8).length;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** For people: {@code 512 B}, {@code 1.5 kB}, {@code 24.1 MB}. */
    private static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
