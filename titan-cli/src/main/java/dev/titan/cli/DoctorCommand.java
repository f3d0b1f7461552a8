package dev.titan.cli;

import dev.titan.config.Mode;
import dev.titan.config.Setting;
import dev.titan.model.DiagnosticException;
import dev.titan.model.ExitCode;
import dev.titan.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code titan doctor}: what this machine and this app offer Titan, and what stands in the way. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = "Show versions, limits and configuration, and what is in the way.",
        footer = {"", "Examples:", "  titan doctor", "  titan doctor shop --json"})
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private AppOptions app = new AppOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Checkup machine = Checkup.ofMachine(terminal);
        List<String> problems = new ArrayList<>(machine.problems());
        List<Setting> settings = settings(problems);
        if (json) {
            printJson(machine, settings, problems);
        } else {
            print(machine, settings, problems);
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }

    /** Those of the app, or the defaults where there is none. */
    private List<Setting> settings(List<String> problems) {
        Path folder = terminal.resolve(app.app());
        if (!Files.isDirectory(folder.resolve("app"))) {
            problems.add(terminal.show(folder)
                    + " holds no app (no folder app/): name the app's folder, or make one with titan init");
        }
        try {
            return app.settings(terminal, folder, Mode.PRODUCTION, Map.of())
                    .loaded()
                    .settings();
        } catch (DiagnosticException e) {
            e.diagnostics()
                    .forEach(fault -> problems.add((fault.location() == null ? "" : fault.location() + ": ")
                            + fault.text()
                            + (fault.suggestion().isEmpty() ? "" : "; " + fault.suggestion())));
            return List.of();
        }
    }

    private void print(Checkup machine, List<Setting> settings, List<String> problems) {
        machine.facts()
                .forEach((name, value) -> terminal.out()
                        .println(terminal.paint(Terminal.Style.BOLD, String.format("%-10s", name)) + " " + value));
        if (!settings.isEmpty()) {
            int width = settings.stream()
                    .mapToInt(setting -> setting.key().length())
                    .max()
                    .orElse(0);
            terminal.out().println();
            terminal.out().println(terminal.paint(Terminal.Style.BOLD, "configuration (production)"));
            for (Setting setting : settings) {
                String line = String.format("  %-" + width + "s  %s", setting.key(), Json.write(setting.shown()));
                terminal.out()
                        .println(
                                setting.isDefault()
                                        ? line
                                        : line + terminal.paint(Terminal.Style.DIM, "  (" + setting.origin() + ")"));
            }
        }
        terminal.out().println();
        if (problems.isEmpty()) {
            terminal.out().println(terminal.paint(Terminal.Style.GREEN, "No problems found."));
        }
        for (String problem : problems) {
            terminal.out().println(terminal.paint(Terminal.Style.RED, "problem: ") + problem);
        }
    }

    private void printJson(Checkup machine, List<Setting> settings, List<String> problems) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>(machine.facts());
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        Map<String, @Nullable Object> origins = new LinkedHashMap<>();
        for (Setting setting : settings) {
            config.put(setting.key(), setting.shown());
            if (!setting.isDefault()) {
                origins.put(setting.key(), setting.origin());
            }
        }
        report.put("config", config);
        report.put("origins", origins);
        report.put("problems", problems);
        terminal.out().println(Json.pretty(report));
    }
}
