package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLimitsTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.builder()
                .action("/a", "return req.query.getAll('x')")
                .limits(TestLimits.with(
                        Map.of("urlBytes", 200, "headerBytes", 2_000, "headers", 20, "params", 10, "headerMs", 1_000)))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String ask(String request) throws Exception {
        try (RawConnection connection = server.connect()) {
            return connection.send(request).response();
        }
    }

    private static void assertProblem(int status, String code, String response) {
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        assertTrue(response.contains("\"code\":\"" + code + "\""), response);
    }

    private static String get(String target, String fields) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
    }

    @Test
    void allowsWhatIsJustWithin() throws Exception {
        String url = "/a?x=" + "y".repeat(194);
        assertEquals(199, url.length());
        assertTrue(ask(get(url, "")).startsWith("HTTP/1.1 200 "));
        assertTrue(ask(get("/a?x=1&x=2&x=3&x=4&x=5&x=6&x=7&x=8&x=9&x=10", "")).startsWith("HTTP/1.1 200 "));
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 19; i++) {
            fields.append("x-").append(i).append(": a\r\n");
        }
        assertTrue(ask(get("/a", fields.toString())).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void refusesAnUrlThatIsTooLong() throws Exception {
        assertProblem(414, "TITAN_E414", ask(get("/" + "a".repeat(250), "")));
        assertProblem(414, "TITAN_E414", ask(get("/a?" + "a".repeat(30_000), "")));
    }

    @Test
    void refusesHeadersThatAreTooLarge() throws Exception {
        assertProblem(431, "TITAN_E431", ask(get("/a", "x: " + "a".repeat(2_500) + "\r\n")));
    }

    @Test
    void refusesTooManyHeaderFields() throws Exception {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            fields.append("x-").append(i).append(": a\r\n");
        }
        assertProblem(431, "TITAN_E431", ask(get("/a", fields.toString())));
    }

    @Test
    void refusesTooManyParameters() throws Exception {
        assertProblem(400, "TITAN_E400_PARAMS", ask(get("/a?" + "x=1&".repeat(11), "")));
    }

    @ParameterizedTest
    @CsvSource({
        "/%00, 400",
        "/a/%2e%2e/%2e%2e/etc/passwd, 400",
        "/../a, 400",
        "/%ff, 400",
        "/b/../a, 200",
        "/%61, 200",
        "/b/%2E%2e/a, 200",
        "//a, 404",
        "http://other/a, 400"
    })
    void readsOnePathInOneWay(String target, int status) throws Exception {
        assertTrue(ask(get(target, "")).startsWith("HTTP/1.1 " + status + " "), target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%ff", "a=%c3", "%C3%28=1", "a=1&b=%ed%a0%80", "a=%C3=%A9"})
    void refusesAQueryThatIsNotUtf8BeforeTheActionRuns(String query) throws Exception {
        assertProblem(400, "TITAN_E400", ask(get("/a?" + query, "")));
    }

    @ParameterizedTest
    @CsvSource({"TRACE, 405", "CONNECT, 501", "BREW, 501", "get, 501", "Options, 501"})
    void refusesMethodsThatItDoesNotServe(String method, int status) throws Exception {
        String response = ask(method + " /a HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
    }

    @Test
    void refusesAnUnknownExpectation() throws Exception {
        assertProblem(417, "TITAN_E417", ask(get("/a", "Expect: teapot\r\n")));
    }

    @Test
    void answersOptionsForTheServerAsAWhole() throws Exception {
        String response = ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(response.startsWith("HTTP/1.1 204 "), response);
        assertTrue(response.contains("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"), response);
    }

    @Test
    void closesAConnectionWhoseHeadTakesTooLong() throws Exception {
        try (RawConnection connection = server.connect()) {
            assertEquals("", connection.send("GET /a HTTP/1.1\r\nHost:").rest());
        }
    }
}
