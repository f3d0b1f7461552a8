package dev.titan.cli;

import dev.titan.config.TitanConfig;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command. */
final class CommonOptions {
    @SuppressWarnings("unused") // picocli reads it through reflection
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = "--log-level",
            paramLabel = "<level>",
            completionCandidates = Levels.class,
            description = "trace, debug, info, warn, error or off (default: info).")
    private @Nullable String logLevel;

    private static final class Levels extends Words {
        Levels() {
            super(Stream.of(TitanConfig.Log.Level.values())
                    .map(level -> level.name().toLowerCase(Locale.ROOT))
                    .toList());
        }
    }

    static CommonOptions of(@Nullable String logLevel) {
        CommonOptions options = new CommonOptions();
        options.logLevel = logLevel;
        return options;
    }

    /** As written, not yet checked; null when it is not there. */
    @Nullable
    String logLevel() {
        return logLevel;
    }
}
