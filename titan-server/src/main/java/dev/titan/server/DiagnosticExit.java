package dev.titan.server;

import dev.titan.config.ConfigLoader;
import dev.titan.host.db.Migrator;
import dev.titan.model.Diagnostic;
import dev.titan.model.ExitCode;
import java.util.List;
import java.util.Set;

/** With what a process ends that was stopped by diagnostics: {@code java -jar server.jar} and the command line have the same. */
public final class DiagnosticExit {
    private static final Set<String> ENVIRONMENT = Set.of(ConfigLoader.BAD_ENVIRONMENT, Migrator.UNUSABLE);

    private DiagnosticExit() {}

    /** One of {@link ExitCode}: the command line is to blame before the environment, and that before the app. */
    public static int of(List<Diagnostic> diagnostics) {
        if (diagnostics.stream().anyMatch(fault -> fault.code().equals(ConfigLoader.BAD_FLAG))) {
            return ExitCode.USAGE;
        }
        return diagnostics.stream().anyMatch(fault -> ENVIRONMENT.contains(fault.code()))
                ? ExitCode.ENVIRONMENT
                : ExitCode.FAILURE;
    }
}
