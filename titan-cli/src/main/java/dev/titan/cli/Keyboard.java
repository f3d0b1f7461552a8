package dev.titan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The keyboard of the terminal that this process was started from, key by key. A small shell process sets the terminal up and puts it back when this process is gone, however
 * that ended: a signal, a crash, {@code kill -9}. Without it (no {@code sh}, no {@code stty}) keys arrive line by line. Ctrl-C and Ctrl-Z mean what they always do.
 */
final class Keyboard implements AutoCloseable {
    /** Fields of /proc/self/stat after the program's name, which is in brackets: state ppid pgrp session tty_nr tpgid. */
    private static final int GROUP = 2;

    private static final int FOREGROUND_GROUP = 5;

    /**
     * Its input ends when this process does. A continued job finds the terminal as the shell left it, so it is set up again on SIGCONT; the signals that end this process are
     * none of its business, nor is it to be stopped for setting up a terminal that a shell has taken back by then.
     */
    private static final String SETUP = """
            exec 3<&0 </dev/tty >/dev/null 2>&1
            saved=$(stty -g) || exit 1
            trap '' INT TERM HUP QUIT TSTP TTOU
            trap 'stty -icanon -echo min 1 time 0' CONT
            stty -icanon -echo min 1 time 0
            cat <&3 &
            while kill -0 $!; do wait $!; done
            stty "$saved"
            """;

    private final InputStream input;
    private final @Nullable Process setup;

    private Keyboard(InputStream input, @Nullable Process setup) {
        this.input = input;
        this.setup = setup;
    }

    /** That of this process; empty unless it is in the foreground of a terminal. */
    static Optional<Keyboard> ofProcess() {
        if (!inForeground()) {
            return Optional.empty();
        }
        Process setup = null;
        try {
            setup = new ProcessBuilder(List.of("sh", "-c", SETUP)).start();
        } catch (IOException e) {
            // No shell: line by line.
        }
        return Optional.of(new Keyboard(System.in, setup));
    }

    /** Keys from a stream. */
    static Keyboard of(InputStream input) {
        return new Keyboard(input, null);
    }

    /** Whether standard input is a terminal that this process may read: one in the background would be stopped for it. */
    @SuppressWarnings("SystemConsoleNull") // asked for its version right after
    private static boolean inForeground() {
        Path stat = Path.of("/proc/self/stat");
        try {
            if (Files.exists(stat)) {
                String input = Path.of("/proc/self/fd/0").toRealPath().toString();
                String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
                String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
                return (input.startsWith("/dev/pts/") || input.startsWith("/dev/tty") || input.equals("/dev/console"))
                        && fields[GROUP].equals(fields[FOREGROUND_GROUP]);
            }
        } catch (IOException e) {
            return false;
        }
        return System.console() != null && Runtime.version().feature() < 22;
    }

    /** Reads keys, on this thread, until the input ends. */
    void read(IntConsumer pressed) {
        try {
            for (int key = input.read(); key >= 0; key = input.read()) {
                pressed.accept(key);
            }
        } catch (IOException e) {
            // The terminal is gone: no more keys.
        }
    }

    /** Puts the terminal back. Waits until it is. */
    @Override
    public void close() {
        Process running = setup;
        if (running != null) {
            try {
                running.getOutputStream().close();
                running.waitFor();
            } catch (IOException e) {
                // It has ended.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
