package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streamed answers whose code drifts, built and served as an author's app is. */
@Timeout(300)
class StreamsIT extends ActionsScenario {
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("async", """
                    export default (req) => (async function* () {
                      for (let i = 0; i < 5; i++) { drift(t.sleep(Math.random() * 10)); yield req.query.id + ':' + i + ' '; }
                    })();
                    """),
            Map.entry("plain", """
                    function* rows(id) {
                      for (let i = 0; i < 5; i++) { drift(t.sleep(Math.random() * 10)); yield id + ':' + i + ' '; }
                    }
                    export default (req) => t.response.stream(rows(req.query.id));
                    """),
            Map.entry("nested", """
                    function* row(id, i) { drift(t.sleep(1)); yield id + ':'; drift(t.sleep(1)); yield i + ' '; }
                    export default (req) => t.response.stream(function* () {
                      for (const i of [0, 1, 2, 3, 4]) yield* row(req.query.id, i);
                    });
                    """),
            Map.entry("iterator", """
                    export default (req) => {
                      let i = 0;
                      return t.response.stream({ [Symbol.asyncIterator]: () => ({
                        next() { drift(t.sleep(3)); return i < 5 ? { value: `${req.query.id}:${i++} ` } : { done: true }; },
                      }) });
                    };
                    """),
            Map.entry("readable", """
                    export default (req) => {
                      let i = 0;
                      return new Response(new ReadableStream({
                        pull(controller) {
                          drift(t.sleep(3));
                          if (i < 5) controller.enqueue(new TextEncoder().encode(`${req.query.id}:${i++} `));
                          else controller.close();
                        },
                      }));
                    };
                    """),
            Map.entry("leaves", """
                    const notes = [];
                    export default (req) => {
                      if (req.query.notes) {
                        // Slow, so that it stays in this isolate however often it is asked.
                        for (const until = Date.now() + 3; Date.now() < until; );
                        return notes.join();
                      }
                      return t.response.stream(function* () {
                        try { yield 'a'; drift(t.sleep(60_000)); } catch (e) { notes.push(e.name); throw e; } finally { notes.push('finally'); }
                      });
                    };
                    """),
            Map.entry("waits", """
                    export default () => (async function* () {
                      yield 'one ';
                      drift(new Promise((done) => { globalThis.go = done; }));
                      yield 'two';
                    })();
                    """),
            Map.entry("loops", """
                    export default () => t.response.stream(function* () { yield 'a'; drift(t.sleep(1)); for (;;); });
                    """));

    private final HttpClient client = HttpClient.newHttpClient();

    StreamsIT() {
        super(ACTIONS);
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url("/actions/" + path)))
                .build();
    }

    private String get(String path) throws Exception {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString()).body();
    }

    private InputStream open(String path) throws Exception {
        return client.send(request(path), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    @Test
    void everyStreamIsItsOwnWhateverKindOfCodeDriftsInIt() throws Exception {
        serve("{\"workers\": 2}");
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int id = 0; id < 40; id++) {
            for (String kind : List.of("async", "plain", "nested", "iterator", "readable")) {
                String wanted = "%d:0 %d:1 %d:2 %d:3 %d:4 ".replace("%d", String.valueOf(id));
                all.add(client.sendAsync(request(kind + "?id=" + id), HttpResponse.BodyHandlers.ofString())
                        .thenAccept(answer -> assertEquals(wanted, answer.body(), kind)));
            }
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertEquals(0, events.parked.get(), "held threads");
    }

    @Test
    void aClientThatLeavesEndsADriftOfTheGenerator() throws Exception {
        serve("{\"workers\": 1}");
        try (InputStream body = open("leaves")) {
            assertEquals('a', body.read());
        }
        String notes;
        do {
            notes = get("leaves?notes=1");
        } while (!notes.contains("finally"));
        assertEquals("AbortError,finally", notes);
    }

    @Test
    void aReloadCutsNoStream() throws Exception {
        serve("{\"workers\": 1}");
        try (InputStream body = open("waits")) {
            assertEquals("one ", new String(body.readNBytes(4), StandardCharsets.UTF_8));
            server.reload(Map.of("app/actions/waits.js", "export default () => { globalThis.go(); return 'gone'; };"));
            assertEquals("gone", get("waits"));
            assertEquals("two", new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aGeneratorThatComputesForTooLongIsCutOffAndTheWorkerServesOn() throws Exception {
        serve("{\"workers\": 1, \"limits\": {\"cpuMs\": 1000}}");
        String seen = "";
        try (InputStream body = open("loops")) {
            seen = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            seen += "cut";
        }
        assertTrue(seen.equals("cut") || seen.equals("acut"), seen);
        assertTrue(get("async?id=7").startsWith("7:0"));
    }
}
