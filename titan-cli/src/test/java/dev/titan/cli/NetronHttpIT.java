package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Services called by HTTP. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetronHttpIT {
    private static final String METRICS = ",\"hints\":{\"metrics\":{\"serverTime\":*}}}";

    private NetronApp app;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        app = new NetronApp(folder, ", \"batch\": 3");
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
    }

    private String call(String method, String input) throws Exception {
        return app.invoke(
                "{\"id\":7,\"service\":\"users@1.0.0\",\"method\":\"" + method + "\",\"input\":" + input + "}");
    }

    private static String data(String data) {
        return "200 {\"id\":7,\"success\":true" + (data.isEmpty() ? "" : ",\"data\":" + data) + METRICS;
    }

    private String token(String claims) throws Exception {
        String answer = call("token", "[" + claims + "]");
        return answer.substring(answer.indexOf("\"data\":\"") + 8, answer.indexOf("\",\"hints"));
    }

    @Test
    void answersWithWhatAMethodReturns() throws Exception {
        assertEquals(data("{\"id\":\"u1\",\"name\":\"Ann\"}"), call("findById", "[\"u1\"]"));
        assertEquals(data("{\"id\":\"u1\"}"), call("later", "[\"u1\"]"));
        assertEquals(data("\"slept\""), call("slept", "[1]"));
        assertEquals(data(""), call("nothing", "[]"));
        assertEquals(data("null"), call("nil", "[]"));
    }

    @Test
    void aCallIsOfTheTraceThatItsRequestNames() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assertEquals(
                data("[\"" + trace + "\",\"00f067aa0ba902b7\"]"),
                app.invoke(
                        "{\"id\":7,\"service\":\"users\",\"method\":\"traced\"}",
                        "traceparent",
                        "00-" + trace + "-00f067aa0ba902b7-01"));
        String item = "{\"service\":\"users\",\"method\":\"traced\"}";
        String both = app.batch(
                "{\"requests\":[" + item + "," + item + "]}", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        String data = "\"data\":[\"" + trace + "\",\"00f067aa0ba902b7\"]";
        assertEquals(3, both.split(java.util.regex.Pattern.quote(data), -1).length, both);
    }

    @Test
    void carriesWhatJsonLacksBothWays() throws Exception {
        String values =
                "[{\"$date\":\"1970-01-01T00:00:00.000Z\"},{\"$map\":[[1,{\"$set\":[\"a\"]}]]},{\"$bigint\":\"123\"},"
                        + "{\"$bytes\":\"AQI=\"},{\"$undefined\":true},{\"$number\":\"NaN\"},{\"$number\":\"-0\"},{\"$regexp\":[\"a\",\"g\"]},"
                        + "{\"$$date\":1},{\"$a\":1,\"b\":2},{\"__proto__\":{\"x\":1}}]";
        assertEquals(data(values), call("echo", values));
    }

    @Test
    void theIdComesBackAsItWasSent() throws Exception {
        assertTrue(app.invoke("{\"id\":\"x y\",\"service\":\"users@1.0.0\",\"method\":\"nothing\"}")
                .startsWith("200 {\"id\":\"x y\",\"success\":true,"));
        assertTrue(
                app.invoke("{\"id\":8,\"service\":\"users@1.0.0\",\"method\":\"echo\",\"input\":[{\"$date\":\"x\"}]}")
                        .startsWith("400 {\"id\":8,\"success\":false,"));
    }

    @Test
    void whatIsNotPublicAndWhatIsNotThereAreTheSame() throws Exception {
        for (String method : new String[] {
            "notPublic",
            "inherited",
            "publicBelow",
            "constructor",
            "__proto__",
            "toString",
            "secret",
            "#own",
            "hidden",
            "none"
        }) {
            assertEquals(
                    "404 {\"id\":7,\"success\":false,\"error\":{\"code\":\"404\",\"name\":\"ServiceNotFoundError\",\"message\":\"users@1.0.0 has no public method "
                            + method + ", or is not there\",\"service\":\"users@1.0.0\",\"method\":\"" + method
                            + "\"}}",
                    call(method, "[]"));
        }
        String missing = app.invoke("{\"id\":7,\"service\":\"nobody@1.0.0\",\"method\":\"find\",\"input\":[]}");
        assertEquals(call("find", "[]").replace("users@1.0.0", "nobody@1.0.0"), missing);
    }

    @Test
    void argumentsAreValidatedBeforeTheBodyRuns() throws Exception {
        assertEquals(data("42"), call("double", "[\"21\"]"));
        String before = call("bodies", "[]");
        assertEquals(
                "422 {\"id\":7,\"success\":false,\"error\":{\"code\":\"422\",\"name\":\"ValidationError\",\"message\":\"the arguments of users@1.0.0.double do not fit what it declares\",\"details\":{\"fields\":[{\"path\":\"0\",\"message\":\"no digits\"}]}}}",
                call("double", "[\"x\"]"));
        String batch = app.batch(
                "{\"id\":1,\"requests\":[{\"id\":2,\"service\":\"users@1.0.0\",\"method\":\"double\",\"input\":[\"x\"]}]}");
        assertTrue(batch.contains("\"name\":\"ValidationError\""), batch);
        assertEquals(before, call("bodies", "[]"));
    }

    @Test
    void anErrorKeepsItsClassAndItsFieldsButNotItsCause() throws Exception {
        assertEquals(
                "409 {\"id\":7,\"success\":false,\"error\":{\"code\":\"409\",\"name\":\"OutOfStock\",\"message\":\"out of stock\",\"details\":{\"sku\":\"s1\"},\"sku\":\"s1\"}}",
                call("typed", "[]"));
    }

    @Test
    void anyOtherFailureSaysNothingButAnId() throws Exception {
        for (String method : new String[] {"fail", "rejects", "unsendable"}) {
            assertEquals(
                    "500 {\"id\":7,\"success\":false,\"error\":{\"code\":\"500\",\"name\":\"InternalError\",\"message\":\"Internal error\",\"details\":{\"errorId\":\"*\"}}}",
                    call(method, "[]"));
        }
    }

    @Test
    void theDeadlineOfACallHolds() throws Exception {
        assertEquals(
                "408 {\"id\":1,\"success\":false,\"error\":{\"code\":\"408\",\"name\":\"TimeoutError\",\"message\":\"The deadline has passed\",\"service\":\"users@1.0.0\",\"method\":\"slept\"}}",
                app.invoke(
                        "{\"id\":1,\"service\":\"users@1.0.0\",\"method\":\"slept\",\"input\":[20000],\"hints\":{\"timeout\":30}}"));
    }

    @Test
    void aBatchAnswersInItsOrder() throws Exception {
        String user = "\"service\":\"users@1.0.0\",\"method\":";
        assertEquals(
                "200 {\"id\":\"b\",\"responses\":[{\"id\":1,\"success\":true,\"data\":\"slept\"" + METRICS
                        + ",{\"id\":2,\"success\":false,\"error\":{\"code\":\"500\",\"name\":\"InternalError\",\"message\":\"Internal error\",\"details\":{\"errorId\":\"*\"}}},"
                        + "{\"id\":3,\"success\":false,\"error\":{\"code\":\"401\",\"name\":\"AuthError\",\"message\":\"Authentication required\",\"service\":\"users@1.0.0\",\"method\":\"admin\"}}],"
                        + "\"hints\":{\"totalTime\":*,\"successCount\":1,\"failureCount\":2}}",
                app.batch("{\"id\":\"b\",\"requests\":[{\"id\":1," + user + "\"slept\",\"input\":[20]},{\"id\":2,"
                        + user + "\"unsendable\"},{\"id\":3," + user + "\"admin\"}]}"));
    }

    @Test
    void aBatchThatStopsAtAnErrorRunsNothingBehindIt() throws Exception {
        String user = "\"service\":\"users@1.0.0\",\"method\":";
        String answer = app.batch("{\"id\":1,\"requests\":[{\"id\":1," + user + "\"nil\"},{\"id\":2," + user
                + "\"typed\"},{\"id\":3," + user
                + "\"nil\"}],\"options\":{\"parallel\":false,\"stopOnError\":true}}");
        assertTrue(answer.endsWith("\"hints\":{\"totalTime\":*,\"successCount\":1,\"failureCount\":1}}"), answer);
        assertFalse(answer.contains("\"id\":3"), answer);
    }

    @Test
    void aBatchHasAnEnd() throws Exception {
        String one = "{\"service\":\"users@1.0.0\",\"method\":\"nil\"}";
        String answer = app.batch("{\"id\":1,\"requests\":[" + one + "," + one + "," + one + "," + one + "]}");
        assertTrue(answer.startsWith("413 {\"id\":1,\"success\":false,\"error\":{\"code\":\"413\""), answer);
    }

    @Test
    void rolesAndScopesAreAskedFor() throws Exception {
        String body = "{\"service\":\"users@1.0.0\",\"method\":\"%s\",\"input\":[]}";
        String admin = "Bearer " + token("{\"sub\":\"a\",\"roles\":[\"admin\"]}");
        String reader = "Bearer " + token("{\"sub\":\"b\",\"scope\":\"read\"}");
        String writer = "Bearer " + token("{\"sub\":\"c\",\"scope\":\"read write\"}");
        assertTrue(app.invoke(body.formatted("admin")).startsWith("401 "));
        assertTrue(app.invoke(body.formatted("admin"), "Authorization", "Bearer x.y.z")
                .startsWith("401 "));
        assertTrue(app.invoke(body.formatted("admin"), "Authorization", reader).startsWith("403 "));
        assertTrue(app.invoke(body.formatted("admin"), "Authorization", admin).startsWith("200 "));
        assertTrue(app.invoke(body.formatted("scoped"), "Authorization", reader).startsWith("403 "));
        assertTrue(app.invoke(body.formatted("scoped"), "Authorization", writer).startsWith("200 "));
    }

    @Test
    void whoCallsTooOftenMustWait() throws Exception {
        assertEquals(data("\"ok\""), call("rare", "[]"));
        assertEquals(data("\"ok\""), call("rare", "[]"));
        String refused = call("rare", "[]");
        assertTrue(refused.startsWith("429 ") && refused.contains("\"name\":\"RateLimitError\""), refused);
        assertTrue(refused.contains("\"details\":{\"retryAfter\":"), refused);
        String body = "{\"service\":\"users\",\"method\":\"rare\"}";
        HttpResponse<byte[]> response =
                app.post("/netron/invoke", "application/json", body.getBytes(StandardCharsets.UTF_8));
        String seconds = response.headers().firstValue("Retry-After").orElse("no field");
        String told = NetronApp.told(response);
        assertTrue(told.contains("\"details\":{\"retryAfter\":" + seconds + "}"), seconds + ": " + told);
        assertTrue(app.batch("{\"requests\":[" + body + "]}").startsWith("200 "));
    }

    @Test
    void anIdComesBackAsItWasSent() throws Exception {
        for (String id : new String[] {
            "9007199254740993",
            "-18446744073709551616",
            "1.10",
            "1e400",
            "-0",
            "123456789012345678901234567890.5e-7",
            "7",
            "\"9007199254740993\"",
            "null"
        }) {
            String request = "{\"input\":[{\"id\":9007199254740993}],\"id\":" + id
                    + ",\"service\":\"users\",\"method\":\"nil\"}";
            String answer = "{\"id\":" + id + ",\"success\":true,\"data\":null";
            assertEquals("200 " + answer + METRICS, app.invoke(request));
            String both = app.batch("{\"id\":" + id + ",\"requests\":[1," + request + "]}");
            assertTrue(both.startsWith("200 {\"id\":" + id + ",\"responses\":[") && both.contains(answer), both);
            String refused = app.invoke(request.replace("input\":[{", "input\":[{\"$date\":5},{"));
            assertTrue(refused.startsWith("400 {\"id\":" + id + ","), refused);
        }
        assertEquals(data("[9007199254740992]"), call("echo", "[9007199254740993]"));
    }

    @Test
    void whatIsNoCallIsRefused() throws Exception {
        for (String body : new String[] {
            "",
            "{",
            "[]",
            "1",
            "{\"service\":1,\"method\":\"nil\"}",
            "{\"service\":\"users@1.0.0\",\"method\":\"nil\",\"input\":{}}",
            "{\"service\":\"users@1.0.0\",\"method\":\"echo\",\"input\":[{\"$date\":5}]}",
            "[".repeat(10_000)
        }) {
            String answer = app.invoke(body);
            assertTrue(
                    answer.startsWith(
                            "400 {\"success\":false,\"error\":{\"code\":\"400\",\"name\":\"SerializationError\""),
                    body + " " + answer);
        }
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertEquals(415, app.post("/netron/invoke", "text/plain", body).statusCode());
        assertEquals(
                413,
                app.post("/netron/invoke", "application/json", new byte[(1 << 20) + 1])
                        .statusCode());
        assertTrue(app.get("/netron/invoke").startsWith("405 "));
    }

    @Test
    void speaksMsgpackToo() throws Exception {
        // {id: 1, service: 'users@1.0.0', method: 'echo', input: [Date(0)]}
        String echo =
                "84a2696401a773657276696365ab757365727340312e302e30a66d6574686f64a46563686fa5696e70757491d77d0000000000000000";
        HttpResponse<byte[]> response =
                app.post("/netron/invoke", "application/msgpack", HexFormat.of().parseHex(echo));
        assertEquals(
                "application/msgpack",
                response.headers().firstValue("Content-Type").orElse(""));
        String hex = HexFormat.of().formatHex(response.body());
        assertTrue(hex.startsWith("84a2696401a773756363657373c3a46461746191d77d0000000000000000a568696e7473"), hex);
        assertEquals(
                400,
                app.post("/netron/invoke", "application/msgpack", new byte[] {(byte) 0xc1})
                        .statusCode());
    }

    @Test
    void discoveryListsThePublicSet() throws Exception {
        String found = app.get("/netron/discovery");
        assertTrue(
                found.startsWith(
                        "200 {\"services\":[{\"id\":\"users@1.0.0\",\"name\":\"users\",\"version\":\"1.0.0\",\"properties\":{\"greeting\":{\"readonly\":false},\"fixed\":{\"readonly\":true}},\"methods\":{\"admin\":{\"parameters\":[],\"auth\":{\"roles\":[\"admin\"],\"scopes\":[]}},"),
                found);
        for (String hidden : new String[] {"notPublic", "inherited", "publicBelow", "secret", "hidden", "#own"}) {
            assertFalse(found.contains("\"" + hidden + "\""), hidden);
        }
        assertTrue(found.contains("\"findById\":{\"parameters\":[{\"name\":\"id\"}]}"), found);
    }
}
