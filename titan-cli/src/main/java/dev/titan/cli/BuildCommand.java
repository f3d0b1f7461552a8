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
import dev.titan.model.ExitCode;
import dev.titan.model.FileFault;
import dev.titan.model.Json;
import dev.titan.server.DiagnosticExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            completionCandidates = Platforms.class,
            description = "Platforms it shall run on, separated by commas (default: this one).")
    private @Nullable List<String> platforms;

    @Option(names = "--analyze", description = "Show of each action its size, functions and drifts that hold a worker.")
    private boolean analyze;

    @Option(names = "--json", description = "Print one JSON object: {ok, output, bytes, parts, …}.")
    private boolean json;

    private static final class Platforms extends Words {
        Platforms() {
            super(ServerJar.PLATFORMS);
        }
    }

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
            return DiagnosticExit.of(e.diagnostics());
        }
    }

    private List<String> wantedPlatforms() throws CommandException {
        if (platforms == null) {
            return List.of(Engine.platform());
        }
        for (String platform : platforms) {
            if (!ServerJar.PLATFORMS.contains(platform)) {
                throw CommandException.unknown(
                        "unknown platform \"" + platform + "\"; there are " + String.join(", ", ServerJar.PLATFORMS),
                        platform,
                        ServerJar.PLATFORMS);
            }
        }
        return platforms;
    }

    private int build(Path folder, List<String> wanted)
            throws CommandException, DiagnosticException, EnvironmentException {
        long start = System.nanoTime();
        Path jar = output == null ? folder.resolve("dist").resolve("server.jar") : terminal.resolve(output);
        Settings settings = app.settings(terminal, folder, Mode.PRODUCTION, Map.of());
        try {
            JarBuild made = JarBuild.write(folder, settings, terminal.environment(), wanted, jar);
            Built built = made.built();
            List<JarPart> parts = made.parts();
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (json) {
                printJson(jar, built, parts, wanted, millis);
            } else {
                print(jar, built, parts, millis);
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandException.failure("cannot write " + terminal.show(jar) + ": " + FileFault.of(e));
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
                            "%-" + width + "s  %10s  %10s",
                            part.what(),
                            ByteSize.of(part.bytes()),
                            ByteSize.of(part.compressed())));
        }
        if (analyze) {
            terminal.out().println();
            new BuildAnalysis(built).print(terminal.out());
        }
        terminal.out().println();
        terminal.out()
                .println(terminal.paint(Style.GREEN, terminal.show(jar)) + "  " + ByteSize.of(Files.size(jar)) + " in "
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
                        .map(part -> Json.object(
                                "what", part.what(), "bytes", part.bytes(), "compressed", part.compressed()))
                        .toList());
        if (analyze) {
            report.put("actions", new BuildAnalysis(built).json());
        }
        report.put("diagnostics", DiagnosticJson.of(built.warnings()));
        terminal.out().println(Json.pretty(report));
    }
}
