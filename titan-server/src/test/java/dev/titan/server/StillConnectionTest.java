package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Tls;
import dev.titan.server.tls.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StillConnectionTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    Path folder;

    private TestServer.Builder impatient(int ms) {
        return TestServer.builder()
                .files(folder)
                .limits(TestLimits.with(Map.of("idleMs", ms, "wallMs", ms, "shutdownMs", 20)));
    }

    @Test
    void closesWhenATlsHandshakeDoesNotBegin() throws Exception {
        TestKeys keys = TestKeys.make(folder, "EC", 256);
        Tls tls = new Tls(null, null, keys.file().toString(), TestKeys.PASSWORD);
        try (TestServer server =
                        impatient(500).options(TestOptions.tls(tls, true)).start();
                RawConnection connection = server.connect()) {
            assertEquals("", connection.rest());
        }
    }

    @Test
    void closesWhenTheAnswerIsNotRead() throws Exception {
        Files.createDirectories(folder.resolve("public"));
        Files.write(folder.resolve("public/large.bin"), new byte[64 << 20]);
        try (TestServer server = impatient(1_500).start();
                RawConnection connection = server.connect()) {
            connection.send("GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n");
            assertTrue(connection.head().startsWith("HTTP/1.1 200 "));
            awaitNothingInFlight(server);
        }
    }

    @Test
    void closesAnIdleHttp2Connection() throws Exception {
        try (TestServer server = impatient(1_000).start();
                Http2Frames client = new Http2Frames(server.port())) {
            client.awaitClose();
        }
    }

    private static void awaitNothingInFlight(TestServer server) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (server.server().inFlight() != 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals(0, server.server().inFlight());
    }
}
