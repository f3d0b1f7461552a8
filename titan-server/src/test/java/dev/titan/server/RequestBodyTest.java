package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.builder()
                .action("/echo", "return { body: req.body === undefined ? 'none' : req.body }")
                .action("/raw", "return req.rawBody")
                .action("/form", "return [req.body.getAll ? req.body.getAll('a') : req.body.a, req.body.get('b')]")
                .action("/upload", """
                        const file = req.body.get('f');
                        return [req.body.get('x'), file.name, file.type, file.size, (await file.text()).slice(-3)]""")
                .limits(TestLimits.with(Map.of("bodyBytes", 300_000, "params", 20, "bodyMs", 60_000)))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertProblem(int status, String code, String response) {
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        assertTrue(response.contains("\"code\":\"" + code + "\""), response);
    }

    @Test
    void parsesJson() throws Exception {
        assertEquals(
                "{\"body\":{\"a\":[1,\"é\"]}}",
                server.post("/echo", "application/json", "{\"a\": [1, \"é\"]}").body());
        assertEquals(
                "{\"body\":[1]}",
                server.post("/echo", "application/vnd.api+json; charset=utf-8", "[1]")
                        .body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{'a':1}", "[1,]", "undefined"})
    void refusesMalformedJsonBeforeTheActionRuns(String body) throws Exception {
        HttpResponse<String> response = server.post("/echo", "application/json", body);
        assertEquals(400, response.statusCode(), response.body());
        assertTrue(response.body().contains("\"title\":\"Malformed body\""), response.body());
        assertTrue(response.body().contains("\"code\":\"TITAN_E400_BODY\""), response.body());
    }

    @Test
    void refusesJsonThatIsNotUtf8() throws Exception {
        HttpResponse<String> response = server.send(server.request("/echo")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, '"'})));
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("TITAN_E400_BODY"), response.body());
    }

    @Test
    void takesAReplacementCharacterThatWasSent() throws Exception {
        assertEquals(
                "{\"body\":\"\uFFFD\"}",
                server.post("/echo", "application/json", "\"\uFFFD\"").body());
    }

    @Test
    void decodesTextByItsCharset() throws Exception {
        HttpResponse<String> response = server.send(server.request("/echo")
                .header("Content-Type", "text/plain; charset=\"ISO-8859-1\"")
                .POST(HttpRequest.BodyPublishers.ofString("é", StandardCharsets.ISO_8859_1)));
        assertEquals("{\"body\":\"é\"}", response.body());
    }

    @Test
    void refusesAnUnknownCharset() throws Exception {
        assertEquals(
                415, server.post("/echo", "text/plain; charset=klingon", "x").statusCode());
    }

    @Test
    void refusesACompressedBody() throws Exception {
        HttpResponse<String> response = server.send(server.request("/echo")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("x")));
        assertEquals(415, response.statusCode());
    }

    @Test
    void givesBytesOfOtherTypesAsTheyAre() throws Exception {
        HttpResponse<String> response = server.post("/raw", "application/x-other", "a\0b");
        assertEquals("a\0b", response.body());
        assertEquals(
                "application/octet-stream",
                response.headers().firstValue("content-type").orElse(""));
    }

    @Test
    void keepsTheBytesOfAParsedBody() throws Exception {
        assertEquals(" [1] ", server.post("/raw", "application/json", " [1] ").body());
    }

    @Test
    void hasNoBodyWhenNoneWasSent() throws Exception {
        assertEquals("{\"body\":\"none\"}", server.get("/echo").body());
    }

    @Test
    void readsTheFieldsOfAForm() throws Exception {
        assertEquals(
                "[[\"1 2\",\"é\"],\"&\"]",
                server.post("/form", "application/x-www-form-urlencoded", "a=1+2&b=%26&a=%C3%A9")
                        .body());
    }

    @Test
    void refusesAFormOfTooManyFields() throws Exception {
        HttpResponse<String> response = server.post("/form", "application/x-www-form-urlencoded", "a=1&".repeat(21));
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("TITAN_E400_PARAMS"), response.body());
    }

    private static String multipart(String content) {
        return "--XX\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\né\r\n"
                + "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../a b.txt\"\r\nContent-Type: text/x-a\r\n\r\n"
                + content + "\r\n--XX--\r\n";
    }

    @Test
    void readsASmallUploadFromMemory() throws Exception {
        assertEquals(
                "[\"é\",\"a b.txt\",\"text/x-a\",6,\"end\"]",
                server.post("/upload", "multipart/form-data; boundary=XX", multipart("123end"))
                        .body());
    }

    @Test
    void keepsALargeUploadInAFileUntilTheInvocationHasEnded() throws Exception {
        Set<Path> before = temporaryFiles();
        assertEquals(
                "[\"é\",\"a b.txt\",\"text/x-a\",200003,\"end\"]",
                server.post("/upload", "multipart/form-data; boundary=XX", multipart("x".repeat(200_000) + "end"))
                        .body());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        // Of another process that uploads, too, but such a one comes to an end as well.
        Set<Path> left;
        do {
            server.get("/livez");
            left = temporaryFiles();
            left.removeAll(before);
        } while (!left.isEmpty() && System.nanoTime() - deadline < 0);
        assertEquals(Set.of(), left);
    }

    private static Set<Path> temporaryFiles() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("titan-upload-"))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--XX\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nno end",
                "--XX\r\nno colon\r\n\r\nx\r\n--XX--\r\n",
                "--XX\r\nContent-Type: a/b\r\n\r\nno name\r\n--XX--\r\n",
                "no boundary at all"
            })
    void refusesMalformedMultipart(String body) throws Exception {
        HttpResponse<String> response = server.post("/upload", "multipart/form-data; boundary=XX", body);
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("TITAN_E400_BODY"), response.body());
    }

    @Test
    void refusesMultipartWithoutABoundary() throws Exception {
        assertEquals(400, server.post("/upload", "multipart/form-data", "x").statusCode());
    }

    @Test
    void refusesABodyByItsLengthAndStillSaysSo() throws Exception {
        try (RawConnection connection = server.connect()) {
            connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 300001\r\n\r\n");
            connection.send("x".repeat(100_000));
            String response = connection.response();
            assertProblem(413, "TITAN_E413", response);
            assertTrue(response.contains("\r\nConnection: close\r\n"), response);
        }
    }

    @Test
    void refusesAChunkedBodyThatGrowsTooLarge() throws Exception {
        try (RawConnection connection = server.connect()) {
            connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 10; i++) {
                connection.send("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            }
            assertProblem(413, "TITAN_E413", connection.response());
        }
    }

    @Test
    void readsABodyThatArrivesInPieces() throws Exception {
        try (RawConnection connection = server.connect()) {
            connection.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n");
            server.get("/livez");
            connection.send("[1,");
            server.get("/livez");
            connection.send(" 23]");
            assertTrue(connection.response().endsWith("{\"body\":[1,23]}"));
            connection.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
            assertTrue(connection.response().endsWith("{\"body\":\"none\"}"));
        }
    }

    @Test
    void saysContinueOnlyToABodyThatItWants() throws Exception {
        try (RawConnection connection = server.connect()) {
            connection.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertTrue(connection.response().startsWith("HTTP/1.1 100 "));
            assertTrue(connection.send("ok").response().endsWith("{\"body\":\"ok\"}"));
        }
        try (RawConnection connection = server.connect()) {
            connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\nExpect: 100-continue\r\n\r\n");
            assertProblem(413, "TITAN_E413", connection.response());
        }
    }

    @Test
    void givesUpOnABodyThatTakesTooLong() throws Exception {
        try (TestServer impatient = TestServer.builder()
                        .action("/echo", "return req.body")
                        .limits(TestLimits.with(Map.of("bodyMs", 200)))
                        .start();
                RawConnection connection = impatient.connect()) {
            connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc");
            assertProblem(408, "TITAN_E408", connection.response());
        }
    }

    @Test
    void keepsTheConnectionWhenASmallBodyIsNotWanted() throws Exception {
        try (RawConnection connection = server.connect()) {
            connection.send("POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
            assertProblem(404, "TITAN_E404", connection.response());
            assertTrue(connection
                    .send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")
                    .response()
                    .startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void refusesAChunkSizeThatIsNone() throws Exception {
        try (RawConnection connection = server.connect()) {
            connection.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n");
            assertProblem(400, "TITAN_E400", connection.response());
        }
    }
}
