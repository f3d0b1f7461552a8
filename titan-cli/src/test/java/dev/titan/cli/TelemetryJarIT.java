package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.ExitCode;
import dev.titan.packaging.TestJava;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A built jar in a process of its own, and what it makes of the variables OTEL_*. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals to send")
class TelemetryJarIT {
    private static final Path JAR = Path.of("target", "titan.jar").toAbsolutePath();
    private static final Pattern URL = Pattern.compile("http://localhost:\\d+");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final long LIMIT_SECONDS = 60;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Path folder;
    private int processes;

    @BeforeAll
    void build(@TempDir Path made) throws Exception {
        folder = Files.createDirectory(made.resolve("shop"));
        Files.createDirectories(folder.resolve("app/actions"));
        Files.writeString(
                folder.resolve("app/actions/one.ts"),
                "export default () => { t.log('told'); drift(t.sleep(1)); return 1; };");
        try (Run build = new Run(Map.of(), "-jar", JAR.toString(), "build", ".")) {
            assertEquals(ExitCode.OK, build.exit(), build::output);
        }
    }

    /** A process whose output goes into a file, so that nothing waits for a line that does not come. */
    private final class Run implements AutoCloseable {
        private final Process process;
        private final Path log;

        Run(Map<String, String> environment, String... arguments) throws IOException {
            log = folder.resolve("process-" + ++processes + ".log");
            ProcessBuilder builder = new ProcessBuilder(TestJava.command(List.of(arguments)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
            builder.environment().putAll(environment);
            process = builder.start();
        }

        String output() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                return e.toString();
            }
        }

        /** Waits until the output has something. @return where */
        Matcher await(Pattern wanted) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (true) {
                Matcher found = wanted.matcher(output());
                if (found.find()) {
                    return found;
                }
                assertTrue(
                        process.isAlive() && System.nanoTime() - deadline < 0,
                        () -> "no " + wanted + " in:\n" + output());
                LockSupport.parkNanos(5_000_000);
            }
        }

        HttpResponse<String> get(String path) throws Exception {
            URI url = URI.create(await(URL).group() + path);
            HttpRequest request = HttpRequest.newBuilder(url)
                    .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }

        int exit() throws InterruptedException {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), this::output);
            return process.exitValue();
        }

        int stop() throws InterruptedException {
            process.destroy();
            return exit();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Run serve(Map<String, String> environment, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-jar", "dist/server.jar", "--port=0", "--workers", "1"));
        return new Run(environment, arguments.toArray(String[]::new));
    }

    @Test
    void withoutTheVariablesNothingOfTheLibraryIsLoaded() throws Exception {
        Path classes = folder.resolve("classes.log");
        Map<String, String> quiet = Map.of("OTEL_SERVICE_NAME", "shop", "OTEL_TRACES_EXPORTER", "none");
        try (Run server = serve(quiet, "-Xlog:class+load:file=" + classes)) {
            assertEquals("1", server.get("/actions/one").body());
            assertEquals(ExitCode.OK, server.stop(), server::output);
        }
        String loaded = Files.readString(classes);
        assertTrue(loaded.contains("dev.titan.server.telemetry.TelemetrySettings"), "the log of classes is there");
        assertFalse(loaded.contains("io.opentelemetry"), "the library was loaded");
        assertFalse(loaded.contains("dev.titan.server.RecordedRequests "), "requests are recorded");
    }

    @Test
    void whatIsLeftIsExportedWhenTheServerStops() throws Exception {
        try (TelemetryCollector collector = new TelemetryCollector(200)) {
            Map<String, String> environment =
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "3600000");
            try (Run server = serve(environment)) {
                assertEquals("1", server.get("/actions/one").body());
                String line = server.await(Pattern.compile(".*\"told\".*")).group();
                assertTrue(line.contains("\"traceId\":\"" + TRACE + "\"") && line.contains("\"spanId\":\""), line);
                assertEquals(ExitCode.OK, server.stop(), server::output);
                assertFalse(server.output().contains("not all telemetry"), server::output);
            }
            collector.awaitTree(TRACE, "server GET /actions/one\n  internal sleep\n");
            assertEquals("shop", collector.resource().get("service.name"));
            String durations =
                    collector.awaitMetric("http.server.request.duration").toString();
            assertTrue(durations.contains("/actions/one") && durations.contains("count: 1"), durations);
            String requests = collector.awaitMetric("titan.requests").toString();
            assertTrue(requests.contains("2xx") && requests.contains("is_monotonic: true"), requests);
        }
    }

    @Test
    void aCollectorThatRefusesIsToldOfOnce() throws Exception {
        try (TelemetryCollector collector = new TelemetryCollector(400)) {
            Map<String, String> environment = Map.of(
                    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                    collector.url() + "/v1/traces",
                    "OTEL_BSP_SCHEDULE_DELAY",
                    "10");
            try (Run server = serve(environment)) {
                for (int batch = 1; batch <= 3; batch++) {
                    assertEquals("1", server.get("/actions/one").body());
                    collector.awaitRequests(batch);
                }
                server.await(Pattern.compile("spans cannot be exported"));
                server.stop();
                Matcher told = Pattern.compile("cannot be exported").matcher(server.output());
                assertEquals(1, told.results().count(), server::output);
                assertFalse(server.output().contains("io.opentelemetry"), server::output);
            }
        }
    }

    @Test
    void aProtocolThatIsNotThereEndsTheStart() throws Exception {
        Map<String, String> environment = Map.of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
        try (Run server = serve(environment)) {
            assertEquals(ExitCode.ENVIRONMENT, server.exit());
            // What loads beside it may have been logged before.
            assertTrue(
                    server.output()
                            .lines()
                            .anyMatch(
                                    line -> line.startsWith(
                                            "titan: OTEL_EXPORTER_OTLP_PROTOCOL=grpc: Titan exports by http/protobuf alone; set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf")),
                    server::output);
        }
    }
}
