package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds of requests that are suspended in every way there is: what they used is free again, in Java and in the isolates. */
@Timeout(600)
@Tag("soak")
class DriftMemoryIT extends ActionsScenario {
    private static final int CLIENTS = 500;

    /** So many in a row that raise nothing are enough. How many come before is chance: code is compiled and pools are filled when it is needed. */
    private static final int LEVEL_ROUNDS = 8;

    private static final int MOST_ROUNDS = 80;

    /** Less than 400 bytes for each request of the last rounds. Java keeps some 70 for every connection of the last half minute. */
    private static final long NOISE_BYTES = 1_500_000;

    private static final Map<String, String> ACTIONS = Map.of(
            "twins",
            """
            const deep = (n) => n === 0 ? drift(t.sleep(1)) : deep(n - 1);
            export default (req) => { deep(20); [1, 2].map(() => deep(2)); return req.query.id; };
            """,
            "losers",
            """
            export default (req) => {
              drift.race([t.sleep(1), t.sleep(60000), new Promise(() => {})]);
              drift.any([t.sleep(60000), t.sleep(1)]);
              try { drift.timeout(t.sleep(60000), 1); } catch (e) { if (e.name === 'TimeoutError') return req.query.id; }
            };
            """,
            "promises",
            """
            const later = async (x) => { await t.sleep(1); drift(t.sleep(0)); return x; };
            export default async (req) => Promise.all([later(1), later(2)]).then(() => t.sleep(1)).then(() => later(req.query.id));
            """,
            "signals",
            """
            export default (req) => {
              req.signal.addEventListener('abort', () => {});
              const own = new AbortController();
              setTimeout(() => own.abort(), 1);
              try { drift(t.fetch('http://127.0.0.1:9/', { signal: own.signal })); } catch {}
              req.waitUntil(t.sleep(1));
              return req.query.id;
            };
            """,
            "parks",
            "class Lazy { get value() { return drift(t.sleep(0)); } } export default (req) => { new Lazy().value; return req.query.id; };");

    private static final List<String> KINDS = ACTIONS.keySet().stream().sorted().toList();

    /** Of the first long request; the second does twice as many, and so on, so that the noise is five bytes for each drift that the last three do beyond the one before them. */
    private static final int DRIFTS = 100_000;

    private static final int LEVEL_REQUESTS = 3;

    private static final int MOST_REQUESTS = 12;

    private static final Map<String, String> LONG = Map.of(
            "long",
            """
            const one = async (i) => drift.settled([Promise.resolve(i), t.sleep(0)])[0].value;
            export default async (req) => {
              const { n, key } = req.query;
              for (let i = 0; i < +n; i++) {
                if (drift(Promise.resolve(i)) !== i) throw new Error('of another');
                if (i % 100 === 0) await one(i);
              }
              drift(t.cache.set(key, 1));
              while (!drift(t.cache.get(`${key} may end`))) drift(t.sleep(10));
              return key;
            };
            """,
            "reached",
            "export default (req) => { while (!drift(t.cache.get(req.query.key))) drift(t.sleep(10)); return 'reached'; };",
            "end",
            "export default (req) => { drift(t.cache.set(`${req.query.key} may end`, 1)); return 'told'; };");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    DriftMemoryIT() {
        super(Stream.of(ACTIONS, LONG)
                .flatMap(all -> all.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Test
    void suspendedRequestsLeaveNothing() throws Exception {
        serve("{\"workers\": 2, \"permissions\": {\"net\": [\"127.0.0.1\"]}}");
        MemoryLevel isolates = new MemoryLevel("JavaScript", LEVEL_ROUNDS, MOST_ROUNDS, NOISE_BYTES);
        MemoryLevel java = new MemoryLevel("Java", LEVEL_ROUNDS, MOST_ROUNDS, NOISE_BYTES);
        while (!isolates.isReached() || !java.isReached()) {
            ask(KINDS, CLIENTS);
            isolates.add(server.isolatesUse());
            java.add(javaUses());
        }
        isolates.log();
        java.log();
    }

    /** Measured while the request goes on, which knows what it waits for as long as it waits, and no longer. */
    @Test
    void manyDriftsOfOneRequestLeaveNothing() throws Exception {
        serve("{\"workers\": 1, \"limits\": {\"wallMs\": 240000}}");
        MemoryLevel isolate = new MemoryLevel("one request", LEVEL_REQUESTS, MOST_REQUESTS, NOISE_BYTES);
        for (int request = 1; !isolate.isReached(); request++) {
            isolate.add(used(String.valueOf(request), request * DRIFTS));
        }
        isolate.log();
    }

    /** What the isolates use when a request has done so many drifts and has not ended. */
    private long used(String key, int drifts) throws Exception {
        CompletableFuture<String> answer = get("/actions/long?n=" + drifts + "&key=" + key);
        get("/actions/reached?key=" + key).get(120, TimeUnit.SECONDS);
        long used = server.isolatesUse();
        get("/actions/end?key=" + key).get(120, TimeUnit.SECONDS);
        assertEquals(key, answer.get(120, TimeUnit.SECONDS));
        return used;
    }

    private CompletableFuture<String> get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url(path))).build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    private void ask(List<String> actions, int count) throws IOException {
        List<String> paths = IntStream.range(0, count)
                .mapToObj(i -> "/actions/" + actions.get(i % actions.size()) + "?id=" + i)
                .toList();
        try (ManyClients clients = new ManyClients(server.address(), paths)) {
            assertEquals(IntStream.range(0, count).mapToObj(i -> "200 " + i).toList(), clients.ask(120, i -> true));
        }
    }

    private static long javaUses() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
