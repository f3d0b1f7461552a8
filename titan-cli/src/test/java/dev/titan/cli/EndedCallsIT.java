package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.client.TitanClient;
import dev.titan.client.TitanException;
import dev.titan.runtime.RuntimeListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls of services that are ended at the CPU limit, where no {@code finally} runs: nobody waits for what they have left behind. */
@Timeout(300)
class EndedCallsIT {
    private static final String SPINS = """
            import { Public, Service } from 'titan';
            const spin = (): any => { for (;;); };
            const slow = () => drift(t.cache.getOrSet('slow', () => { while (!drift(t.cache.has('go'))) drift(t.sleep(5)); return 7; }, { ttl: 60 }));
            @Service('spins') export class Spins {
              onInit() { drift(t.db.exec('CREATE TABLE IF NOT EXISTS t (n INTEGER)')); }
              @Public() quick() { return 'quick'; }
              @Public() spin() { spin(); }
              @Public() async later() { await t.sleep(1); spin(); }
              @Public() async pending() { void t.sleep(1_000_000).then(spin); await null; spin(); }
              @Public() drifts() { drift(t.sleep(1)); spin(); }
              @Public() lead() { return drift(t.cache.getOrSet('key', spin, { ttl: 60 })); }
              @Public() follow() { return drift(t.cache.getOrSet('key', () => 'made', { ttl: 60 })); }
              @Public() transaction() { drift(t.db.transaction((tx) => { drift(tx.exec('INSERT INTO t VALUES (1)')); spin(); })); }
              @Public() rows() { drift(t.db.exec('INSERT INTO t VALUES (2)')); return drift(t.db.query('SELECT n FROM t')); }
              @Public() slow(name: string) { drift(t.cache.set(name, 1)); const made = slow(); return name === 'spins' ? spin() : made; }
              @Public() go() { while (!['makes', 'spins', 'waits'].every((name) => drift(t.cache.has(name)))) drift(t.sleep(5)); drift(t.cache.set('go', 1)); }
              @Public() timer() { setTimeout(spin, 0); return 'begun'; }
              @Public() async *counts() { yield 1; await t.sleep(1); spin(); }
              @Public() async *fills() { yield 1; await t.sleep(1); const all = []; for (;;) all.push(new Array(1_000_000).fill(1.5)); }
              @Public() async never() { await new Promise(() => {}); }
            }
            """;

    private static final String WHY = ": it computed for more than 400 ms without a pause";

    interface Spins {
        void spin();

        Flow.Publisher<Integer> counts();

        Flow.Publisher<Integer> fills();
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private AppServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        String config = "{\"workers\": 1, \"limits\": {\"cpuMs\": 400, \"heapMb\": 64, \"shutdownMs\": 200000},"
                + " \"services\": {\"hookTimeoutMs\": 200000}}";
        server = new AppServer(
                folder, Map.of("app/services/spins.ts", SPINS, "titan.config.json", config), RuntimeListener.NONE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String body(String method, String more) {
        return "{\"service\":\"spins\",\"method\":\"" + method + "\"" + more + "}";
    }

    private String post(String path, String body) throws Exception {
        return begin(path, body).get(120, TimeUnit.SECONDS);
    }

    private CompletableFuture<String> begin(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> response.statusCode() + " " + response.body());
    }

    private void assertEnded(String answer) {
        assertTrue(answer.startsWith("503 ") && answer.contains("CPU"), answer);
    }

    @Test
    void theServerStopsWithoutWaitingForThem() throws Exception {
        for (String method : new String[] {"spin", "later", "pending", "drifts"}) {
            assertEnded(post("/netron/invoke", body(method, "")));
        }
        assertEnded(post("/netron/batch", "{\"requests\":[" + body("quick", "") + "," + body("later", "") + "]}"));
        String late = post("/netron/invoke", body("never", ",\"hints\":{\"timeout\":50}"));
        assertTrue(late.startsWith("408 "), late);
        String quick = post("/netron/invoke", body("quick", ""));
        assertTrue(quick.startsWith("200 "), quick);
        assertTimeout(Duration.ofSeconds(100), server::stop);
    }

    @Test
    void whatTheyHeldIsFree() throws Exception {
        assertEnded(post("/netron/invoke", body("lead", "")));
        assertEnded(post("/netron/invoke", body("transaction", "")));
        String made = post("/netron/invoke", body("follow", ""));
        assertTrue(made.contains("\"data\":\"made\""), made);
        String rows = post("/netron/invoke", body("rows", ""));
        assertEquals("[{\"n\":2}]", rows.replaceAll(".*\"data\":(.*),\"hints.*", "$1"), rows);
    }

    @Test
    void theLogNamesWhatWasCalled() throws Exception {
        try (AppendedLines lines = new AppendedLines("app")) {
            for (String method : List.of("spin", "later", "drifts")) {
                assertEnded(post("/netron/invoke", body(method, "")));
                assertTold("spins." + method + " failed", lines.next());
            }
            assertEnded(post("/netron/batch", "{\"requests\":[" + body("quick", "") + "," + body("later", "") + "]}"));
            assertTold("spins.later failed", lines.next());
            assertTrue(post("/netron/invoke", body("timer", "")).contains("begun"));
            assertEquals(
                    List.of("spins.timer: a timer's callback was ended" + WHY, "code=TITAN_E503_CPU"), lines.next());
        }
    }

    @Test
    void theLogNamesWhatWasCalledByAConnection() throws Exception {
        try (AppendedLines lines = new AppendedLines("app");
                TitanClient client =
                        TitanClient.connect(URI.create(server.url("").replace("http:", "ws:")))) {
            Spins spins = client.service("spins", Spins.class);
            assertThrows(TitanException.class, spins::spin);
            assertTold("spins.spin failed", lines.next());
            StreamReader counts = new StreamReader(-1);
            spins.counts().subscribe(counts);
            ExecutionException e = assertThrows(ExecutionException.class, () -> counts.get(120, TimeUnit.SECONDS));
            assertEquals("Action ended at its CPU limit" + WHY, e.getCause().getMessage());
            assertTold("the answer to spins.counts was cut off", lines.next());
        }
    }

    @Test
    void theReaderOfAStreamHearsThatItsWorkerIsReplaced() throws Exception {
        try (TitanClient client = TitanClient.connect(URI.create(server.url("").replace("http:", "ws:")))) {
            StreamReader fills = new StreamReader(-1);
            client.service("spins", Spins.class).fills().subscribe(fills);
            ExecutionException e = assertThrows(ExecutionException.class, () -> fills.get(120, TimeUnit.SECONDS));
            assertEquals(
                    "Worker replaced: the worker that ran the request had to be replaced",
                    e.getCause().getMessage());
        }
    }

    /** With the id of its request. */
    private static void assertTold(String what, List<String> line) {
        assertEquals(what + WHY, line.get(0));
        assertTrue(line.get(1).matches("requestId=.+"), line.toString());
        assertEquals("code=TITAN_E503_CPU", line.get(line.size() - 1));
    }

    /** Those who wait for the same are told in one slice, where they are in one isolate. */
    @Test
    void whoIsToldTogetherWithOneThatIsEndedGoesOn() throws Exception {
        CompletableFuture<String> makes = begin("/netron/invoke", body("slow", ",\"input\":[\"makes\"]"));
        CompletableFuture<String> spins = begin("/netron/invoke", body("slow", ",\"input\":[\"spins\"]"));
        CompletableFuture<String> waits = begin("/netron/invoke", body("slow", ",\"input\":[\"waits\"]"));
        String go = post("/netron/invoke", body("go", ""));
        assertTrue(go.startsWith("200 "), go);
        assertEnded(spins.get(120, TimeUnit.SECONDS));
        for (CompletableFuture<String> other : List.of(makes, waits)) {
            String answer = other.get(120, TimeUnit.SECONDS);
            assertTrue(answer.contains("\"data\":7"), answer);
        }
    }
}
