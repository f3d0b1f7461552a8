package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand requests suspended at once on two workers of a server.jar in a process of its own, until its memory grows no more. Reads it from /proc. */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
@Timeout(1_200)
class DriftSoakIT {
    private static final Path TITAN = Path.of("target", "titan.jar").toAbsolutePath();
    private static final int CLIENTS = 10_000;

    /**
     * Its memory has its level when so many rounds in a row have not raised it: what each request left behind would raise every round, by a megabyte for each hundred
     * bytes. How many rounds come before is chance, since the compiler, the pools of buffers and JavaScript's heaps take what they may when they need it.
     */
    private static final int LEVEL_ROUNDS = 5;

    private static final int MOST_ROUNDS = 30;

    /** Sent and not suspended, at most: the queue takes twice as many. */
    private static final int ARRIVING = 500;

    /** How much higher a level may be and still be the same: 400 bytes of each request of those rounds are too much. */
    private static final long NOISE_MIB = 20;

    /** How long the requests of the first round sleep: longer than ten thousand take to arrive at a server that has just started. */
    private static final int LONGEST_SLEEP_MILLIS = 30_000;

    private static final int SHORTEST_SLEEP_MILLIS = 4_000;

    /** Those of the others sleep so many times as long as it has taken at most. */
    private static final int SLEEPS_PER_ARRIVAL = 4;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private int port;
    private int managementPort;
    private long slowestArrivalMillis;

    @Test
    void tenThousandSuspendedRequestsAreAllAnsweredAndLeaveNothingHoweverOften() throws Exception {
        Files.createDirectories(folder.resolve("app/actions"));
        Files.writeString(
                folder.resolve("app/actions/waits.js"),
                "export default (req) => { drift(t.sleep(Number(req.query.ms))); drift(t.sleep(Math.random() * 100)); return req.query.id; };");
        // Both heaps grow for as long as they may, which would hide whether anything is kept: Java's has its size from
        // the beginning, and JavaScript's may not be large.
        Files.writeString(
                folder.resolve("titan.config.json"),
                "{\"limits\": {\"heapMb\": 64, \"wallMs\": 300000, \"queueMs\": 60000}}");
        run("build", folder.toString()).waitFor();
        port = FreePort.find();
        managementPort = FreePort.find();
        Process server = start();
        try {
            MemoryLevel resident = new MemoryLevel("MiB", LEVEL_ROUNDS, MOST_ROUNDS, NOISE_MIB);
            while (!resident.isReached()) {
                askAll(resident.rounds());
                resident.add(residentMiB(server));
            }
            resident.log();
            assertEquals(0, metric("titan_suspended"));
            assertEquals(0, metric("titan_workers_replaced_total"));
            assertEquals(2L * resident.rounds() * CLIENTS, metric("titan_drifts_total"));
        } finally {
            server.destroy();
            if (!server.waitFor(60, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    private void askAll(int round) throws Exception {
        long before = metric("titan_suspensions_total");
        IntPredicate arrives =
                begun -> begun % 100 != 0 || begun - (metric("titan_suspensions_total") - before) < ARRIVING;
        List<String> paths = IntStream.range(0, CLIENTS)
                .mapToObj(i -> "/actions/waits?ms=" + sleepMillis() + "&id=" + round + "." + i)
                .toList();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (ManyClients clients = new ManyClients(address, paths).from(100)) {
            long start = System.nanoTime();
            clients.askUntil(120, arrives, () -> metric("titan_suspended") == CLIENTS);
            slowestArrivalMillis =
                    Math.max(slowestArrivalMillis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            List<String> answers = clients.ask(120, arrives);
            assertEquals(
                    IntStream.range(0, CLIENTS)
                            .mapToObj(i -> "200 " + round + "." + i)
                            .toList(),
                    answers);
        }
    }

    private long sleepMillis() {
        return slowestArrivalMillis == 0
                ? LONGEST_SLEEP_MILLIS
                : Math.min(
                        LONGEST_SLEEP_MILLIS,
                        Math.max(SHORTEST_SLEEP_MILLIS, SLEEPS_PER_ARRIVAL * slowestArrivalMillis));
    }

    private Process start() throws Exception {
        Process server = new ProcessBuilder(
                        java(),
                        "-Xms128m",
                        "-Xmx128m",
                        "-XX:+AlwaysPreTouch",
                        "-jar",
                        folder.resolve("dist/server.jar").toString(),
                        "--port",
                        String.valueOf(port),
                        "--host",
                        "127.0.0.1",
                        "--workers",
                        "2",
                        "--management-port",
                        String.valueOf(managementPort))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        while (server.isAlive()
                && !Files.readString(folder.resolve("server.log")).contains("ready on")) {
            Thread.onSpinWait();
        }
        return server;
    }

    private Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", TITAN.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("build.log").toFile())
                .start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private long metric(String name) {
        try {
            String page = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            Matcher sample = Pattern.compile("(?m)^" + name + " (\\d+)$").matcher(page);
            assertTrue(sample.find(), page);
            return Long.parseLong(sample.group(1));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long residentMiB(Process process) throws IOException {
        String status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"));
        Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(status);
        assertTrue(resident.find(), status);
        return Long.parseLong(resident.group(1)) / 1024;
    }
}
