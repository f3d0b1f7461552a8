package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShutdownUnderLoadTest {
    private static final int CLIENTS = 16;

    @Test
    void losesNoAcceptedRequest() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (TestServer server = TestServer.builder()
                .action("/quick", "return { n: 1 }")
                .action("/wait", "await new Promise((done) => setTimeout(done, 20)); return { n: 1 }")
                .limits(TestLimits.with(Map.of("shutdownMs", 20_000)))
                .start()) {
            List<Future<Integer>> lost = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String path = i % 4 == 0 ? "/wait" : "/quick";
                Callable<Integer> client = () -> askUntilRefused(server, path, answered);
                lost.add(threads.submit(client));
            }
            while (answered.get() < 500) {
                Thread.onSpinWait();
            }
            assertTrue(server.server().stop());
            for (Future<Integer> client : lost) {
                assertEquals(0, client.get(60, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Asks again and again, on one connection for as long as the server keeps it, and returns how many requests got no whole answer. */
    private static int askUntilRefused(TestServer server, String path, AtomicInteger answered) throws Exception {
        int lost = 0;
        while (true) {
            try (RawConnection connection = server.connect()) {
                boolean open = true;
                while (open) {
                    String response;
                    try {
                        response = connection
                                .send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                                .response();
                    } catch (IOException e) {
                        response = String.valueOf(e);
                    }
                    if (response.endsWith("{\"n\":1}")) {
                        answered.incrementAndGet();
                    } else {
                        lost++;
                    }
                    open = response.endsWith("{\"n\":1}") && !response.contains("\r\nConnection: close\r\n");
                }
            } catch (ConnectException e) {
                return lost;
            }
        }
    }
}
