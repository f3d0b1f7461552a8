package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ManagementTest {
    @Test
    @Timeout(300)
    void tellsWhatHasHappened() throws Exception {
        int port = freePort();
        try (TestServer server = TestServer.builder()
                .action("/a", "await null; return 1")
                .action("/waits", "return drift(t.sleep(1)) ?? 2")
                .action("/boom", "throw new Error('x')")
                .options(TestOptions.managementPort(port))
                .start()) {
            server.get("/a");
            server.get("/a");
            server.get("/waits");
            server.get("/boom");
            server.get("/nothing");
            HttpResponse<String> response = ask(port, "/metrics");
            // A request ends when its answer was sent, which a client may see a moment earlier.
            while (!response.body().contains("\ntitan_requests_in_flight 0\n")
                    || !response.body().contains("{status=\"4xx\"} 1\n")) {
                response = ask(port, "/metrics");
            }
            assertEquals(
                    "text/plain; version=0.0.4; charset=utf-8",
                    response.headers().firstValue("content-type").orElse(""));
            String page = response.body();
            assertTrue(page.contains("\ntitan_requests_total{status=\"2xx\"} 3\n"), page);
            assertTrue(page.contains("\ntitan_requests_total{status=\"4xx\"} 1\n"), page);
            assertTrue(page.contains("\ntitan_requests_total{status=\"5xx\"} 1\n"), page);
            assertTrue(page.contains("\ntitan_invocations_total{outcome=\"response\"} 3\n"), page);
            assertTrue(page.contains("\ntitan_invocations_total{outcome=\"failure\"} 1\n"), page);
            assertTrue(page.contains("\ntitan_suspended 0\n"), page);
            assertTrue(page.contains("\ntitan_drifts_total 1\n"), page);
            assertTrue(page.contains("\ntitan_parks_total 1\n"), page);
            assertTrue(page.contains("\ntitan_parked 0\n"), page);
            assertTrue(page.contains("\ntitan_ready 1\n"), page);
            assertEquals(200, ask(port, "/readyz").statusCode());
            assertEquals(404, ask(port, "/a").statusCode());
            assertEquals(404, server.get("/metrics").statusCode());
        }
    }

    /** Below those that a system gives to whoever asks for any, as all other tests do: it stays free until it is used. */
    private static int freePort() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 32_000))
                .limit(100)
                .filter(ManagementTest::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try {
            new ServerSocket(port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpResponse<String> ask(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
