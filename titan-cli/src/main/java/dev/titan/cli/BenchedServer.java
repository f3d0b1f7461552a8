package dev.titan.cli;

import dev.titan.cli.load.LoadTarget;
import dev.titan.host.db.Migrations;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The server that {@code titan bench} measures: a jar in a process of its own, on a free port of loopback. What it prints goes into a file. Closing it ends the process, and so does
 * the end of this one, unless it is killed.
 */
final class BenchedServer implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;
    private static final int CONNECT_MILLIS = 1_000;
    private static final long STOP_SECONDS = 10;

    /** Of what the server prints so much is kept: enough to see what is wrong, however often. */
    private static final int LOG_BYTES = 1 << 20;

    private static final int BUFFER = 1 << 16;
    private static final int LINES_TOLD = 20;
    private static final int BYTES_A_KB = 1024;

    private final Process process;
    private final LoadTarget target;
    private final Path log;
    private final Thread ending = new Thread(this::end, "titan-bench-end");

    private BenchedServer(Process process, LoadTarget target, Path log) {
        this.process = process;
        this.target = target;
        this.log = log;
    }

    /**
     * Starts the server and returns once it listens.
     *
     * @param folder its working directory
     * @param environment all of its variables
     * @param flags of the server, but for where it listens
     * @param tls whether its configuration makes it use TLS
     * @param log the file for what it prints
     * @throws CommandException when it ends before it listens; what it has printed is on the terminal then
     */
    static BenchedServer start(
            Terminal terminal,
            Path jar,
            Path folder,
            Map<String, String> environment,
            List<String> flags,
            boolean tls,
            Path log)
            throws CommandException, EnvironmentException, InterruptedException {
        try {
            int port = freePort();
            List<String> command = command(environment, jar);
            command.add("--host=" + InetAddress.getLoopbackAddress().getHostAddress());
            command.add("--port=" + port);
            command.addAll(flags);
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment);
            OutputStream file = Files.newOutputStream(log);
            BenchedServer server = new BenchedServer(builder.start(), LoadTarget.ofThisMachine(tls, port), log);
            Runtime.getRuntime().addShutdownHook(server.ending);
            Thread reader = new Thread(() -> copy(server.process.getInputStream(), file), "titan-bench-log");
            reader.setDaemon(true);
            reader.start();
            boolean isMigrated = flags.contains("--migrate") || !Files.isDirectory(folder.resolve(Migrations.FOLDER));
            server.awaitListening(
                    terminal, reader, isMigrated ? "" : "; with --migrate its database is migrated first");
            return server;
        } catch (IOException e) {
            throw new EnvironmentException("the server cannot be started: " + FileFault.of(e), e);
        }
    }

    private static List<String> command(Map<String, String> environment, Path jar) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : environment.getOrDefault("JAVA_OPTS", "").strip().split("\\s+")) {
            if (!option.isEmpty()) {
                command.add(option);
            }
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Reads all there is, lest the server wait for a reader, and keeps the beginning. */
    private static void copy(InputStream in, OutputStream out) {
        byte[] buffer = new byte[BUFFER];
        int kept = 0;
        try (in;
                out) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int fits = Math.min(n, LOG_BYTES - kept);
                out.write(buffer, 0, fits);
                kept += fits;
            }
        } catch (IOException e) {
            // The process has ended, or the disk is full: there is no more to be kept.
        }
    }

    /**
     * The port opens when the app serves.
     *
     * @param hint what may help when it does not
     */
    private void awaitListening(Terminal terminal, Thread reader, String hint)
            throws CommandException, IOException, InterruptedException {
        try {
            while (!listens(target)) {
                if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    reader.join();
                    List<String> lines = Files.readAllLines(log);
                    lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size())
                            .forEach(terminal.err()::println);
                    throw ended("before it listened", hint);
                }
            }
        } catch (CommandException | IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private CommandException ended(String when, String hint) {
        int exit = process.exitValue();
        return new CommandException(
                exit == ExitCode.USAGE || exit == ExitCode.ENVIRONMENT ? exit : ExitCode.FAILURE,
                "the server ended " + when + ", with exit code " + exit + hint);
    }

    /** Whether somebody accepts connections there. */
    static boolean listens(LoadTarget target) {
        try (Socket socket = new Socket()) {
            socket.connect(target.address(), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    LoadTarget target() {
        return target;
    }

    /** The file that holds what it prints. */
    Path log() {
        return log;
    }

    /** @throws CommandException when it has ended by itself */
    void requireAlive() throws CommandException {
        if (!process.isAlive()) {
            throw ended("while it was loaded", "");
        }
    }

    /** What the process has computed up to now, in nanoseconds; -1 where the system does not tell. */
    long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(-1L);
    }

    /** Bytes of memory that it occupies, shared libraries among them; empty where only Linux would tell. */
    OptionalLong residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_A_KB)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // This process is ending: the hook runs anyway, and finds nothing to do.
        }
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
