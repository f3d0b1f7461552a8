package dev.titan.cli;

import dev.titan.model.ExitCode;
import dev.titan.model.Nearest;
import java.util.List;
import java.util.Optional;

/** A command cannot do what was asked. The message is what the user reads: one line that says what is wrong and what to do. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    /**
     * @param exitCode one of {@link ExitCode}
     */
    CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The app or the user's wish is to blame. */
    static CommandException failure(String message) {
        return new CommandException(ExitCode.FAILURE, message);
    }

    /**
     * The user has named what there is not.
     *
     * @param message says so, and what there is
     * @param name what the user wrote
     * @param known what there is
     */
    static CommandException unknown(String message, String name, List<String> known) {
        return new CommandException(ExitCode.USAGE, message + suggestion(Nearest.of(name, known)));
    }

    /** What ends a message about a name that there is not; empty where no name is near. */
    static String suggestion(Optional<String> nearest) {
        return nearest.map(name -> "; did you mean " + name + "?").orElse("");
    }

    int exitCode() {
        return exitCode;
    }
}
