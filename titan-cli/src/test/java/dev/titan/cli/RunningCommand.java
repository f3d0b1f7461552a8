package dev.titan.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that runs on until it is stopped, in a thread of this process. What it writes, to both streams, is read line by line. */
final class RunningCommand implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final StringBuilder seen = new StringBuilder();
    private final BufferedReader lines;
    private final Thread thread;

    RunningCommand(Path directory, Map<String, String> environment, String... args) throws IOException {
        PipedInputStream in = new PipedInputStream(BUFFER);
        OutputStream pipe = new WholeLines(new PipedOutputStream(in));
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        PrintStream both = new PrintStream(pipe, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(both, both, environment, directory, false);
        thread = new Thread(
                () -> {
                    exitCode.complete(Main.run(terminal, args));
                    both.close();
                },
                "command");
        thread.start();
    }

    /** Reads lines until one matches, and gives its groups; fails when the command ends before. */
    Matcher awaitLine(String regex) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.append(line).append('\n');
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new AssertionError("no line matches " + regex + " in\n" + seen);
    }

    /** The lines that were read. */
    String seen() {
        return seen.toString();
    }

    /** Interrupts it, as the end of its process would. */
    int stop() {
        thread.interrupt();
        return exitCode.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        stop();
    }

    /** Hands lines on whole and wakes the reader at each: a pipe's own reader looks only once a second. */
    private static final class WholeLines extends OutputStream {
        private final PipedOutputStream pipe;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        WholeLines(PipedOutputStream pipe) {
            this.pipe = pipe;
        }

        @Override
        public synchronized void write(int b) throws IOException {
            line.write(b);
            if (b == '\n') {
                line.writeTo(pipe);
                line.reset();
                pipe.flush();
            }
        }

        @Override
        public synchronized void close() throws IOException {
            pipe.close();
        }
    }
}
