package dev.titan.cli;

import dev.titan.model.DiagnosticPrinter;
import dev.titan.server.log.StandardOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command was called: its streams, environment and working directory, and whether to write in colour. The only place that knows {@code System.out}
 * and escape sequences. Safe for use by many threads.
 */
final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Path directory;
    private final boolean interactive;
    private final boolean process;

    /**
     * One that is not the process's own.
     *
     * @param directory what relative paths are relative to, absolute
     * @param interactive whether a person reads the output
     */
    Terminal(PrintStream out, PrintStream err, Map<String, String> environment, Path directory, boolean interactive) {
        this(out, err, environment, directory, interactive, false);
    }

    private Terminal(
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            Path directory,
            boolean interactive,
            boolean process) {
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.directory = directory;
        this.interactive = interactive;
        this.process = process;
    }

    /** That of this process. */
    static Terminal ofProcess() {
        return new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                isTerminal(),
                true);
    }

    /** From Java 22 on {@code System.console()} loads a line editor, and there is one without a terminal too. */
    @SuppressWarnings("SystemConsoleNull") // asked for its version right after
    private static boolean isTerminal() {
        return StandardOutput.isTerminal(
                () -> System.console() != null && Runtime.version().feature() < 22);
    }

    /** For what was asked for. */
    PrintStream out() {
        return out;
    }

    /** For everything about it: errors, progress, hints. */
    PrintStream err() {
        return err;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** The working directory, absolute. */
    Path directory() {
        return directory;
    }

    /** A path as the user wrote it, made absolute. */
    Path resolve(String path) {
        return directory.resolve(path).normalize();
    }

    /** The shortest way to write a path for a reader in the working directory. */
    String show(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (absolute.equals(directory)) {
            return ".";
        }
        return absolute.startsWith(directory) ? directory.relativize(absolute).toString() : absolute.toString();
    }

    /** Whether this is the process's own, so that its signals are the command's to handle. */
    boolean ofThisProcess() {
        return process;
    }

    /** Whether a person reads the output. */
    boolean interactive() {
        return interactive;
    }

    /** Whether to write in colour: on a terminal that can, unless NO_COLOR is set. */
    boolean colour() {
        return interactive
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** The printer of diagnostics for this terminal. */
    DiagnosticPrinter diagnosticPrinter() {
        return new DiagnosticPrinter(colour());
    }

    /** A text in a style, if styles are to be used. */
    String paint(Style style, String text) {
        return colour() ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    /** Empties the screen, where there is one. */
    void clear() {
        if (interactive) {
            out.print("\u001b[H\u001b[2J\u001b[3J");
            out.flush();
        }
    }

    /** How a piece of text stands out. */
    enum Style {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        CYAN("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }
}
