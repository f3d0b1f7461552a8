package dev.titan.cli;

import dev.titan.model.ExitCode;

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

    int exitCode() {
        return exitCode;
    }
}
