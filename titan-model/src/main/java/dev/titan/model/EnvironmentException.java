package dev.titan.model;

/**
 * The machine lacks something that Titan needs, whatever the app looks like: a compiler, a native library, a folder that can be written. The message is
 * one line that says what is missing and what to do; the command line ends with exit code 3.
 */
public final class EnvironmentException extends Exception {
    private static final long serialVersionUID = 1;

    public EnvironmentException(String message) {
        super(message);
    }

    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
