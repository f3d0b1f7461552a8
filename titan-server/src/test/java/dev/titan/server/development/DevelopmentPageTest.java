package dev.titan.server.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.titan.config.EnvFiles;
import dev.titan.config.LoadedConfig;
import dev.titan.config.Setting;
import dev.titan.config.TitanConfig;
import dev.titan.model.Diagnostic;
import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import dev.titan.server.Development;
import dev.titan.server.RawConnection;
import dev.titan.server.TestServer;
import dev.titan.server.log.LogEntry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DevelopmentPageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DevelopmentTools tools = new DevelopmentTools(Path.of("does-not-exist"), Map.of());
    private final DevelopmentPage page = tools.page();

    @Test
    void isOnePageWhoseScriptsAndStylesHaveItsOwnNonce() throws Exception {
        try (TestServer server = start()) {
            HttpResponse<String> answer = server.get("/__titan");
            assertEquals(200, answer.statusCode());
            assertTrue(
                    answer.body().length() < 60_000, "bytes: " + answer.body().length());
            String policy =
                    answer.headers().firstValue("content-security-policy").orElse("");
            Matcher nonce = Pattern.compile("'nonce-([^']+)'").matcher(policy);
            assertTrue(nonce.find(), policy);
            assertFalse(policy.contains("unsafe"), policy);
            Matcher tag = Pattern.compile("<(?:script|style)\\b[^>]*>").matcher(answer.body());
            while (tag.find()) {
                assertTrue(tag.group().contains("nonce=\"" + nonce.group(1) + "\""), tag.group());
            }
            assertFalse(Pattern.compile("\\son\\w+=|\\sstyle=|innerHTML|insertAdjacentHTML|document\\.write|\\beval\\(")
                    .matcher(answer.body())
                    .find());
            assertFalse(answer.body().contains("{{"));
            assertFalse(server.get("/__titan/").body().contains(nonce.group(1)), "a nonce is for one answer");
        }
    }

    @Test
    void aRequestIsListedWithItsPartsAndSlices() throws Exception {
        try (TestServer server = start()) {
            page.shows(server.runtime(), config(), EnvFiles.NONE);
            HttpResponse<String> answer = server.send(server.request("/slow/7?q=1&%74oken=abc")
                    .header("Authorization", "Bearer secret")
                    .header("X-Plain", "<script>"));
            assertEquals(200, answer.statusCode());
            JsonNode summary = ended(server, 1);
            assertEquals("GET", summary.get("method").asText());
            assertEquals("/slow/7", summary.get("path").asText());
            assertEquals("q=1&%74oken=******", summary.get("query").asText());
            assertEquals(200, summary.get("status").asInt());
            assertEquals("a0", summary.get("action").asText());
            assertEquals("side", summary.get("lane").asText());
            assertEquals(
                    answer.headers().firstValue("x-request-id").orElse(""),
                    summary.get("requestId").asText());
            assertTrue(summary.get("suspended").asDouble() > 0, summary::toString);

            JsonNode details = json(server, "/__titan/api/request?id=1");
            assertEquals("/slow/:id", details.get("route").asText());
            assertEquals("app/actions/a0.ts", details.get("place").get("file").asText());
            String fields = details.get("requestHeaders").toString();
            assertTrue(fields.contains("[\"Authorization\",\"******\"]"), fields);
            assertTrue(fields.contains("[\"X-Plain\",\"<script>\"]"), fields);
            long runs = 0;
            for (JsonNode span : details.get("spans")) {
                if (span.get("kind").asText().equals("run")) {
                    runs++;
                    assertTrue(span.get("start").asDouble() >= 0, span::toString);
                }
            }
            assertEquals(2, runs, details::toString);
        }
    }

    @Test
    void whatAnActionThrewIsInTheDetails() throws Exception {
        try (TestServer server = start()) {
            assertEquals(500, server.get("/throws").statusCode());
            ended(server, 1);
            JsonNode error = json(server, "/__titan/api/request?id=1").get("error");
            assertEquals("TypeError", error.get("name").asText());
            assertEquals("<img src=x onerror=alert(1)>", error.get("message").asText());
            assertEquals("why", error.get("cause").get("message").asText());
        }
    }

    @Test
    void onlyTheLastRequestsAreKeptAndNoneForItself() throws Exception {
        try (TestServer server = start()) {
            for (int i = 0; i < RequestRecorder.KEPT + 5; i++) {
                server.get("/__titan/api/logs");
                server.get("/nothing/" + i);
            }
            JsonNode list = ended(server, RequestRecorder.KEPT);
            assertEquals(
                    "/nothing/" + (RequestRecorder.KEPT + 4), list.get("path").asText());
            assertEquals(404, server.get("/__titan/api/request?id=1").statusCode());
            assertEquals(404, server.get("/__titan/api/request?id=x").statusCode());
            assertEquals(404, server.get("/__titan/api/request").statusCode());
        }
    }

    @Test
    void requestsAndLogLinesAreToldLive() throws Exception {
        try (TestServer server = start();
                RawConnection events = server.connect()
                        .send("GET /__titan/events?topics=request,log HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            tools.events().state("log", Map.of("items", List.of()));
            events.until("\"items\":[]}\n");
            server.get("/fast");
            String told = events.until("\"status\":200");
            assertTrue(told.contains("event:request\n"), told);
            page.logs().logged(new LogEntry(5, "warn", "app", "a\nb", Map.of("n", 1), ""));
            assertTrue(events.until("\"warn\"").contains("event:log\n"));
            JsonNode line = json(server, "/__titan/api/logs").get("lines").get(0);
            assertEquals("a\nb", line.get("message").asText());
            assertEquals(1, line.get("fields").get("n").asInt());
        }
    }

    @Test
    void routesTellWhatAnswersThemAndTheirParameters() throws Exception {
        try (TestServer server = start()) {
            page.shows(server.runtime(), config(), EnvFiles.NONE);
            JsonNode routes = json(server, "/__titan/api/routes").get("routes");
            JsonNode slow = routes.get(0);
            assertEquals("/slow/:id", slow.get("pattern").asText());
            assertEquals(
                    "{\"name\":\"id\",\"rest\":false,\"type\":\"string\"}",
                    JSON.writeValueAsString(
                            JSON.treeToValue(slow.get("parameters").get(0), java.util.TreeMap.class)));
            assertEquals("action", slow.get("kind").asText());
            assertEquals("side", slow.get("lane").asText());
            assertEquals("app/actions/a0.ts", slow.get("place").get("file").asText());
            JsonNode redirect = routes.get(3);
            assertEquals("redirect", redirect.get("kind").asText());
            assertEquals("/fast", redirect.get("to").asText());
        }
    }

    @Test
    void workersDiagnosticsAndConfigurationAreTold() throws Exception {
        try (TestServer server = start()) {
            page.shows(
                    server.runtime(),
                    config(),
                    new EnvFiles(
                            List.of("API_KEY", "MODE"), Map.of("API_KEY", "k-1", "MODE", "quick"), List.of(".env")));
            page.built(List.of(Diagnostic.error("TITAN_X", "<b>bad</b>", SourceLocation.of("app/a.ts", 2, 3))));
            JsonNode workers = json(server, "/__titan/api/workers").get("workers");
            assertTrue(workers.size() >= 2, workers::toString);
            assertTrue(workers.get(0).get("heapUsed").asLong() > 0, workers::toString);
            JsonNode app = json(server, "/__titan/api/app");
            assertEquals("test", app.get("app").asText());
            assertEquals("<b>bad</b>", app.get("diagnostics").get(0).get("text").asText());
            String config = server.get("/__titan/api/config").body();
            assertTrue(config.contains("\"key\":\"server.port\",\"value\":8080,\"origin\":\"--port\""), config);
            assertTrue(config.contains("\"password\":\"******\""), config);
            assertFalse(config.contains("hunter2"), config);
            assertFalse(config.contains("k-1"), config);
            assertTrue(config.contains("quick"), config);
        }
    }

    @Test
    void isThereBeforeAnythingIsLoaded() throws Exception {
        try (TestServer server = start()) {
            for (String name : List.of("app", "routes", "config", "workers", "requests", "logs")) {
                assertEquals(200, server.get("/__titan/api/" + name).statusCode(), name);
            }
        }
    }

    private static LoadedConfig config() {
        return new LoadedConfig(
                TitanConfig.DEFAULTS,
                List.of(
                        new Setting("server.port", 8080L, "--port", null),
                        new Setting("app", Map.of("db", Map.of("password", "hunter2")), "titan.config.json:3", null)));
    }

    private TestServer start() throws Exception {
        return TestServer.builder()
                .action("/slow/:id", "await t.sleep(2); return 1")
                .action("/fast", "return 1")
                .action("/throws", "throw new TypeError('<img src=x onerror=alert(1)>', { cause: new Error('why') })")
                .route("/old", new RouteEntry.Redirect("/fast", 302))
                .development(new Development(page.requests(), tools.endpoint(), tools.errors()))
                .listener(page.requests())
                .start();
    }

    /** The newest request once so many are over: a client has its answer a little before the server has ended the request. */
    private static JsonNode ended(TestServer server, int count) throws Exception {
        while (true) {
            JsonNode list = json(server, "/__titan/api/requests").get("requests");
            long over = list.findValues("status").size();
            if (over >= count && over == list.size()) {
                return list.get(0);
            }
            Thread.onSpinWait();
        }
    }

    private static JsonNode json(TestServer server, String path) throws Exception {
        HttpResponse<String> answer = server.get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                "application/json", answer.headers().firstValue("content-type").orElse(""));
        assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
        return JSON.readTree(answer.body());
    }
}
