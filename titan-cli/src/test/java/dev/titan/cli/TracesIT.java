package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.runtime.RuntimeListener;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a collector gets of an app's requests. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesIT {
    private static final String PARENT = "00f067aa0ba902b7";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TelemetryCollector collector;
    private AppServer server;
    private int traces;

    private static Map<String, String> app() {
        Map<String, String> files = new HashMap<>();
        files.put("titan.config.json", "{\"workers\": 1, \"permissions\": {\"net\": [\"127.0.0.1\"]}}");
        files.put("app/services/users.ts", """
                import { Public, Service } from 'titan';
                @Service('users')
                export class Users {
                  @Public() async find(id: string) { await t.sleep(1); return { id }; }
                  @Public() fail() { throw new RangeError('CANARY in a message'); }
                }
                @Service('orders')
                export class Orders {
                  @Public() async of(id: string, host: string) { return (await t.fetch(`http://${host}/actions/c`)).text(); }
                }
                """);
        files.put("app/actions/a/[id].ts", """
                export default (req) => drift(t.fetch(`http://${req.headers.get('host')}/actions/b?secret=CANARY`, { headers: { 'x-key': 'CANARY' } })).status;
                """);
        files.put("app/actions/b.ts", """
                export default async (req) => (await t.fetch(`http://${req.headers.get('host')}/actions/c`)).text();
                """);
        files.put("app/actions/c.ts", "export default (req) => req.headers.get('traceparent');");
        files.put("app/actions/work.ts", """
                export default (req) => {
                  drift(t.db.exec('CREATE TABLE IF NOT EXISTS people (name TEXT)'));
                  drift(t.db.query("SELECT * FROM people WHERE name = ? OR name = 'CANARY' /* CANARY */", ['CANARY']));
                  drift(t.cache.set('CANARY', 'CANARY'));
                  drift(t.sleep(1));
                  return 1;
                };
                """);
        files.put(
                "app/actions/fails.ts",
                "export default (req) => { throw new RangeError('CANARY ' + req.query.token); };");
        files.put("app/actions/refused.ts", """
                export default (req) => {
                  try { drift(t.fetch('http://127.0.0.1:1/CANARY'.replace('CANARY', 'x'))); } catch { return t.response.text('no', 502); }
                };
                """);
        files.put("app/actions/calls.ts", """
                import { inject, remote } from 'titan';
                export default async (req) => {
                  const host = req.headers.get('host');
                  const users: any = remote('users', `${req.query.scheme}://${host}`);
                  const orders: any = remote('orders', `${req.query.scheme}://${host}`);
                  await users.find('CANARY');
                  const c = await orders.of('CANARY', host);
                  try { await users.fail(); } catch {}
                  return c;
                };
                """);
        return files;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        collector = new TelemetryCollector(200);
        server = new AppServer(folder, app(), RuntimeListener.NONE, asked());
    }

    private Map<String, String> asked() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
                "OTEL_METRICS_EXPORTER", "none",
                "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test",
                "OTEL_BSP_SCHEDULE_DELAY", "20");
    }

    @AfterAll
    void stop() {
        server.close();
        collector.close();
    }

    private synchronized String newTrace() {
        return String.format("%032x", 0xabc000 + ++traces);
    }

    private HttpResponse<String> get(String path, String trace) throws Exception {
        return client.send(request(path, trace).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String trace) {
        return HttpRequest.newBuilder(URI.create(server.url(path)))
                .timeout(java.time.Duration.ofSeconds(60))
                .header("traceparent", "00-" + trace + "-" + PARENT + "-01");
    }

    @Test
    void fetchesFromServerToServerAreOneTrace() throws Exception {
        String trace = newTrace();
        assertEquals("200", get("/actions/a/CANARY?token=CANARY", trace).body());
        collector.awaitTree(trace, """
                server GET /actions/a/:id
                  client GET
                    server GET /actions/b
                      client GET
                        server GET /actions/c
                """);
        List<Span> spans = collector.await(trace, all -> all.size() == 5);
        Span first = spans.stream()
                .filter(span -> TelemetryCollector.parent(span).equals(PARENT))
                .findFirst()
                .orElseThrow();
        Map<String, String> server = TelemetryCollector.attributes(first);
        assertEquals("GET", server.get("http.request.method"));
        assertEquals("/actions/a/:id", server.get("http.route"));
        assertEquals("200", server.get("http.response.status_code"));
        assertEquals("http", server.get("url.scheme"));
        assertEquals("127.0.0.1", server.get("server.address"));
        assertEquals("127.0.0.1", server.get("client.address"));
        assertFalse(server.containsKey("url.query"));
        Span fetched = spans.stream()
                .filter(span -> TelemetryCollector.parent(span).equals(TelemetryCollector.id(first)))
                .findFirst()
                .orElseThrow();
        Map<String, String> fetch = TelemetryCollector.attributes(fetched);
        assertEquals(this.server.url("/actions/b?REDACTED"), fetch.get("url.full"));
        assertEquals("200", fetch.get("http.response.status_code"));
        assertEquals("test", collector.resource().get("deployment.environment.name"));
    }

    @Test
    void theNextServerIsToldTheIdOfTheSpanOfTheFetch() throws Exception {
        String trace = newTrace();
        String sent = get("/actions/b", trace).body();
        List<Span> spans = collector.await(trace, all -> all.size() == 3);
        Span fetch = spans.stream()
                .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT)
                .findFirst()
                .orElseThrow();
        assertEquals("00-" + trace + "-" + TelemetryCollector.id(fetch) + "-01", sent);
    }

    @Test
    void operationsAreSpansWithoutTheirValues() throws Exception {
        String trace = newTrace();
        assertEquals("1", get("/actions/work", trace).body());
        collector.awaitTree(trace, """
                server GET /actions/work
                  client CREATE
                  client SELECT
                  internal cache set
                  internal sleep
                """);
        Map<String, String> select = collector.spans().stream()
                .filter(span -> span.getName().equals("SELECT"))
                .map(TelemetryCollector::attributes)
                .findFirst()
                .orElseThrow();
        assertEquals("sqlite", select.get("db.system.name"));
        assertEquals("app.db", select.get("db.namespace"));
        assertEquals("SELECT * FROM people WHERE name = ? OR name = ?", select.get("db.query.text"));
    }

    @Test
    void whatIsThrownIsToldByItsNameAndPlaceAlone() throws Exception {
        String trace = newTrace();
        assertEquals(500, get("/actions/fails?token=CANARY", trace).statusCode());
        collector.awaitTree(trace, "server GET /actions/fails RangeError ERROR\n");
        Span span = collector.await(trace, all -> all.size() == 1).get(0);
        assertEquals(1, span.getEventsCount());
        String event = span.getEvents(0).toString();
        assertTrue(event.contains("exception.type") && event.contains("app/actions/fails.ts:1:"), event);

        String refused = newTrace();
        assertEquals(502, get("/actions/refused", refused).statusCode());
        collector.awaitTree(refused, """
                server GET /actions/refused 502 ERROR
                  client GET ECONNREFUSED ERROR
                """);
    }

    @Test
    void whatIsNoActionHasASpanToo() throws Exception {
        String trace = newTrace();
        assertEquals(404, get("/nowhere", trace).statusCode());
        collector.awaitTree(trace, "server GET\n");
    }

    @Test
    void callsOfServicesByHttpAreOneTrace() throws Exception {
        String trace = newTrace();
        get("/actions/calls?scheme=http", trace);
        collector.awaitTree(trace, """
                server GET /actions/calls
                  client orders/of
                    client POST
                      server POST /netron/invoke
                        server orders@1.0.0/of
                          client GET
                            server GET /actions/c
                  client users/fail InternalError ERROR
                    client POST 500 ERROR
                      server POST /netron/invoke 500 ERROR
                        server users@1.0.0/fail RangeError ERROR
                  client users/find
                    client POST
                      server POST /netron/invoke
                        server users@1.0.0/find
                          internal sleep
                """);
    }

    @Test
    void callsOfServicesByPacketsAreOneTrace() throws Exception {
        String trace = newTrace();
        get("/actions/calls?scheme=ws", trace);
        collector.awaitTree(trace, """
                server GET /actions/calls
                  client orders/of
                    internal socket.open
                    server orders/of
                      client GET
                        server GET /actions/c
                  client users/fail InternalError ERROR
                    server users/fail 500 ERROR
                  client users/find
                    internal socket.open
                    server users/find
                      internal sleep
                """);
    }

    @Test
    void aBatchHasASpanForEachCall() throws Exception {
        String trace = newTrace();
        String body = "{\"id\":1,\"requests\":[{\"service\":\"users\",\"method\":\"find\",\"input\":[\"1\"]},"
                + "{\"service\":\"users\",\"method\":\"find\",\"input\":[\"2\"]}]}";
        HttpRequest batch = request("/netron/batch", trace)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertEquals(200, client.send(batch, BodyHandlers.ofString()).statusCode());
        collector.awaitTree(trace, """
                server POST /netron/batch
                  server users@1.0.0/find
                    internal sleep
                  server users@1.0.0/find
                    internal sleep
                """);
    }

    @Test
    void concurrentRequestsNeverMix() throws Exception {
        List<String> all = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String trace = newTrace();
            all.add(trace);
            answers.add(client.sendAsync(request("/actions/b", trace).build(), BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
        }
        for (String trace : all) {
            collector.awaitTree(trace, """
                    server GET /actions/b
                      client GET
                        server GET /actions/c
                    """);
        }
    }

    @Test
    void whatIsNotSampledIsNotExportedAndToldSo() throws Exception {
        String trace = newTrace();
        HttpRequest unsampled = HttpRequest.newBuilder(URI.create(server.url("/actions/b")))
                .header("traceparent", "00-" + trace + "-" + PARENT + "-00")
                .header("tracestate", "vendor=1")
                .build();
        String sent = client.send(unsampled, BodyHandlers.ofString()).body();
        assertTrue(sent.contains(trace) && sent.contains("-00"), sent);
        String after = newTrace();
        get("/actions/c", after);
        collector.awaitTree(after, "server GET /actions/c\n");
        assertEquals("", collector.tree(trace));
    }

    @Test
    void nothingSecretLeavesTheProcess() throws Exception {
        fetchesFromServerToServerAreOneTrace();
        operationsAreSpansWithoutTheirValues();
        whatIsThrownIsToldByItsNameAndPlaceAlone();
        callsOfServicesByHttpAreOneTrace();
        callsOfServicesByPacketsAreOneTrace();
        // The path is told as it was sent.
        String seen = collector.seen().replace("/actions/a/CANARY", "");
        int canary = seen.indexOf("CANARY");
        assertTrue(canary < 0, () -> seen.substring(Math.max(0, canary - 200), canary + 20));
    }
}
