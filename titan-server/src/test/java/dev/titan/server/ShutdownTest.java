package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private static final String WAIT =
            "await new Promise((done) => setTimeout(done, Number(req.query.ms))); return 'done'";

    private static void awaitInFlight(TestServer server, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (server.server().inFlight() != count) {
            assertTrue(
                    System.nanoTime() < deadline,
                    "in flight: " + server.server().inFlight());
            Thread.onSpinWait();
        }
    }

    @Test
    void finishesWhatWasAcceptedAndAcceptsNoMore() throws Exception {
        try (TestServer server = TestServer.builder()
                        .action("/held", "await new Promise((done) => { globalThis.release = done; }); return 'done'")
                        .action("/release", "globalThis.release(); return 'released'")
                        .action("/quick", "return 'quick'")
                        .limits(TestLimits.with(Map.of("shutdownMs", 60_000)))
                        .start();
                RawConnection busy = server.connect();
                RawConnection idle = server.connect();
                RawConnection other = server.connect();
                RawConnection last = server.connect()) {
            last.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n").response();
            other.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n").response();
            idle.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n").response();
            busy.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitInFlight(server, 1);
            CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(server.server()::stop);
            String first = "";
            while (!first.contains("\r\nConnection: close\r\n")) {
                first = idle.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n").response();
            }
            String ready = other.send("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n").response();
            assertTrue(ready.startsWith("HTTP/1.1 503 "), ready);
            assertTrue(ready.endsWith("{\"status\":\"draining\"}"), ready);
            last.send("GET /release HTTP/1.1\r\nHost: a\r\n\r\n").response();
            String answer = busy.response();
            assertTrue(answer.endsWith("done"), answer);
            assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
            assertTrue(stopped.get(60, TimeUnit.SECONDS));
            assertThrows(ConnectException.class, server::connect);
        }
    }

    @Test
    void cancelsWhatTakesLongerThanTheLimit() throws Exception {
        try (TestServer server = TestServer.builder()
                        .action("/wait", WAIT)
                        .limits(TestLimits.with(Map.of("shutdownMs", 100)))
                        .start();
                RawConnection busy = server.connect()) {
            busy.send("GET /wait?ms=60000 HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitInFlight(server, 1);
            assertFalse(server.server().stop());
            String rest = busy.rest();
            assertTrue(
                    rest.isEmpty() || rest.startsWith("HTTP/1.1 503 ") && rest.contains("TITAN_E503_DRAINING"), rest);
        }
    }

    @Test
    void stopsTwiceAsWellAsOnce() throws Exception {
        try (TestServer server = TestServer.of("return 1")) {
            assertTrue(server.server().stop());
            assertTrue(server.server().stop());
        }
    }

    @Test
    void cancelsTheInvocationOfAClientThatHasGone() throws Exception {
        try (TestServer server = TestServer.builder().action("/wait", WAIT).start()) {
            RawConnection killed = server.connect();
            killed.send("GET /wait?ms=60000 HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitInFlight(server, 1);
            killed.reset();
            awaitInFlight(server, 0);
            RawConnection closed = server.connect();
            closed.send("GET /wait?ms=60000 HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitInFlight(server, 1);
            closed.close();
            awaitInFlight(server, 0);
            assertEquals(200, server.get("/wait?ms=1").statusCode());
        }
    }

    @Test
    void saysInOneLineThatAPortIsInUse() throws Exception {
        try (TestServer first = TestServer.of("return 1")) {
            CannotListenException e = assertThrows(
                    CannotListenException.class,
                    () -> TestServer.builder()
                            .options(TestOptions.port(first.port()))
                            .start());
            assertEquals(
                    "Port " + first.port() + " is in use on 127.0.0.1; give another with --port or PORT",
                    e.getMessage());
        }
    }
}
