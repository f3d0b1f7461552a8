package dev.titan.cli;

import dev.titan.cli.AppOptions.Settings;
import dev.titan.config.Mode;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.Json;
import dev.titan.server.DiagnosticExit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code titan check}: everything that can be said about an app without serving it. */
@Command(
        name = "check",
        sortOptions = false,
        description = "Check configuration, actions, routes, services, migrations and types.",
        footer = {
            "",
            "It loads the app as titan build does: the top level of its modules runs, no action and no service does, and no database is asked.",
            "",
            "Examples:",
            "  titan check shop",
            "  titan check --json"
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private AppOptions app = new AppOptions();

    @Option(names = "--json", description = "Print one JSON object: {ok, typescript, diagnostics}.")
    private boolean json;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException, EnvironmentException {
        Path folder = app.folder(terminal);
        List<Diagnostic> found = new ArrayList<>(checkApp(folder));
        Optional<TypeCheck> types = TypeCheck.of(folder);
        if (types.isPresent()) {
            found.addAll(types.get().run());
        }
        if (json) {
            Map<String, @Nullable Object> report = new LinkedHashMap<>();
            report.put("ok", !hasError(found));
            report.put(
                    "typescript",
                    types.map(check -> check.compiler().toString()).orElse(null));
            report.put("diagnostics", DiagnosticJson.of(found));
            terminal.out().println(Json.pretty(report));
        } else {
            print(found, types.isPresent());
        }
        return hasError(found) ? DiagnosticExit.of(found) : ExitCode.OK;
    }

    private List<Diagnostic> checkApp(Path folder) throws DiagnosticException, EnvironmentException {
        try {
            Settings settings = app.settings(terminal, folder, Mode.DEVELOPMENT, Map.of());
            try (AppBuilder builder = new AppBuilder(folder, Mode.DEVELOPMENT, settings)) {
                return builder.tryOut(terminal.environment());
            }
        } catch (DiagnosticException e) {
            if (DiagnosticExit.of(e.diagnostics()) == ExitCode.USAGE) {
                throw e;
            }
            return e.diagnostics();
        }
    }

    private void print(List<Diagnostic> found, boolean typesChecked) {
        if (!found.isEmpty()) {
            terminal.err().print(terminal.diagnosticPrinter().print(found));
        }
        if (!hasError(found)) {
            terminal.out().println(terminal.paint(Terminal.Style.GREEN, "No errors found."));
        }
        if (!typesChecked) {
            terminal.out()
                    .println(
                            "Types were not checked: this project has no TypeScript; npm install --save-dev typescript adds it.");
        }
    }

    private static boolean hasError(List<Diagnostic> found) {
        return found.stream().anyMatch(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR);
    }
}
