package dev.titan.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command line did, run in this process. Immutable.
 *
 * @param exitCode as the process would have ended
 * @param out what it wrote to its output
 * @param err what it wrote to its error output
 */
record CommandRun(int exitCode, String out, String err) {

    /** Runs a command in a folder, without a terminal. */
    static CommandRun in(Path directory, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                directory.toAbsolutePath().normalize(),
                false);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        int exitCode;
        try {
            exitCode = Main.run(terminal, args);
        } finally {
            // titan start sets that of its jar, on a thread that it has to itself as a process.
            thread.setContextClassLoader(before);
        }
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
