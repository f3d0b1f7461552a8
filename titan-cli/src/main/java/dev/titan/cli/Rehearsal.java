package dev.titan.cli;

import dev.titan.model.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run through what a start does, for the JVM to note the classes that it loads: makes a project, builds it, serves it, asks it once and ends. The
 * launcher runs it after a build and keeps what the JVM has noted beside titan.jar. Touches nothing outside its own temporary folder and the cache of
 * native libraries.
 */
final class Rehearsal {
    private static final int PATIENCE_SECONDS = 30;
    private static final Pattern READY = Pattern.compile("ready in .*http://\\S+:(\\d+)/");

    private final Path folder;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    /** Ends the process: with 0, or with 1 if anything did not go as it does in a start. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("titan-rehearsal");
        int exit = 1;
        try {
            exit = new Rehearsal(folder).run() ? 0 : 1;
        } finally {
            delete(folder);
            System.exit(exit);
        }
    }

    private boolean run() {
        Terminal terminal = new Terminal(
                new PrintStream(new Output(), true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                Map.of(),
                folder,
                false);
        if (Main.run(terminal, "init", "app") != ExitCode.OK || Main.run(terminal, "build", "app") != ExitCode.OK) {
            return false;
        }
        Thread server = new Thread(() -> Main.run(terminal, "dev", "app", "--port", "0"), "rehearsal");
        server.setDaemon(true);
        server.start();
        try {
            return answers(port.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (Exception e) {
            return false;
        }
    }

    private static boolean answers(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            socket.getOutputStream()
                    .write("GET /actions/hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.startsWith("HTTP/1.1 200 ");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** What the commands print: tells the port once it is there. */
    private final class Output extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            written.write(b);
            if (b == '\n') {
                Matcher ready = READY.matcher(written.toString(StandardCharsets.UTF_8));
                if (ready.find()) {
                    port.complete(Integer.valueOf(ready.group(1)));
                }
            }
        }
    }
}
