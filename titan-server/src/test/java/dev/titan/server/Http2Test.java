package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Tls;
import dev.titan.server.tls.TestKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class Http2Test {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private enum Transport {
        PLAIN,
        TLS
    }

    @TempDir
    static Path folder;

    private static TestKeys keys;
    private static TestServer plain;
    private static TestServer secure;
    private static TestServer secureHttp1;

    @BeforeAll
    static void start() throws Exception {
        keys = TestKeys.make(folder, "EC", 256);
        Tls tls = new Tls(null, null, keys.file().toString(), TestKeys.PASSWORD);
        plain = app().start();
        secure = app().options(TestOptions.tls(tls, true)).start();
        secureHttp1 = app().options(TestOptions.tls(tls, false)).start();
    }

    @AfterAll
    static void stop() {
        plain.close();
        secure.close();
        secureHttp1.close();
    }

    private static TestServer.Builder app() {
        return TestServer.builder()
                .action("/actions/echo", "return { method: req.method, url: req.url, body: await req.text() }")
                .action("/actions/large", "return 'x'.repeat(Number(req.query.size))")
                .action("/actions/none", "return undefined")
                .action("/actions/header", "return [...req.headers]")
                .action("/actions/never", "await new Promise(() => {})")
                .action("/actions/slow", "await new Promise((done) => setTimeout(done, 30)); return 'slow'");
    }

    private static HttpClient client(HttpClient.Version version) throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(keys.client())
                .build();
    }

    private static String origin(Transport transport) {
        return transport == Transport.PLAIN ? "http://127.0.0.1:" + plain.port() : "https://127.0.0.1:" + secure.port();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    @ParameterizedTest
    @EnumSource
    void speaksHttp2(Transport transport) throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        String url = origin(transport) + "/actions/echo?a=1";
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = client.send(request(url).build(), BodyHandlers.ofString());
            assertEquals(HttpClient.Version.HTTP_2, response.version());
            assertEquals("{\"method\":\"GET\",\"url\":\"" + url + "\",\"body\":\"\"}", response.body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void carriesBodiesBothWays(Transport transport) throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        client.send(request(origin(transport) + "/actions/none").build(), BodyHandlers.discarding());
        String body = "0123456789".repeat(50_000);
        HttpResponse<String> echoed = client.send(
                request(origin(transport) + "/actions/echo")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(HttpClient.Version.HTTP_2, echoed.version());
        assertTrue(echoed.body().endsWith(",\"body\":\"" + body + "\"}"));
        HttpResponse<String> large = client.send(
                request(origin(transport) + "/actions/large?size=2000000").build(), BodyHandlers.ofString());
        assertEquals(2_000_000, large.body().length());
    }

    @ParameterizedTest
    @EnumSource
    void sendsNoBodyWithHeadAnd204(Transport transport) throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        HttpResponse<String> none =
                client.send(request(origin(transport) + "/actions/none").build(), BodyHandlers.ofString());
        assertEquals(204, none.statusCode());
        HttpResponse<String> head = client.send(
                request(origin(transport) + "/actions/large?size=10")
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, head.statusCode());
        assertEquals("10", head.headers().firstValue("content-length").orElse(""));
        assertEquals("", head.body());
    }

    @ParameterizedTest
    @EnumSource
    void servesManyStreamsAtOnce(Transport transport) throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        client.send(request(origin(transport) + "/actions/none").build(), BodyHandlers.discarding());
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(client.sendAsync(
                    request(origin(transport) + "/actions/slow").build(), BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertEquals("slow", answer.get(60, TimeUnit.SECONDS).body());
        }
    }

    @Test
    void answersErrorsAsProblems() throws Exception {
        HttpResponse<String> response = client(HttpClient.Version.HTTP_2)
                .send(request(origin(Transport.TLS) + "/absent").build(), BodyHandlers.ofString());
        assertEquals(404, response.statusCode());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("content-type").orElse(""));
    }

    @Test
    void refusesABodyThatIsTooLargeAndGoesOn() throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        HttpResponse<String> response = client.send(
                request(origin(Transport.TLS) + "/actions/echo")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("x".repeat(1_500_000)))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(413, response.statusCode());
        HttpResponse<String> next =
                client.send(request(origin(Transport.TLS) + "/actions/slow").build(), BodyHandlers.ofString());
        assertEquals("slow", next.body());
    }

    @Test
    void servesHttp1OverTlsToThoseWhoAskForIt() throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_1_1);
        for (TestServer server : List.of(secure, secureHttp1)) {
            String url = "https://127.0.0.1:" + server.port() + "/actions/echo";
            HttpResponse<String> response = client.send(
                    request(url)
                            .header("Content-Type", "text/plain")
                            .POST(BodyPublishers.ofString("body"))
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(HttpClient.Version.HTTP_1_1, response.version());
            assertEquals("{\"method\":\"POST\",\"url\":\"" + url + "\",\"body\":\"body\"}", response.body());
        }
    }

    @Test
    void speaksHttp1WhereHttp2IsOff() throws Exception {
        HttpResponse<String> response = client(HttpClient.Version.HTTP_2)
                .send(
                        request("https://127.0.0.1:" + secureHttp1.port() + "/actions/slow")
                                .build(),
                        BodyHandlers.ofString());
        assertEquals(HttpClient.Version.HTTP_1_1, response.version());
    }

    @Test
    void servesThoseWhoKnowThatItSpeaksHttp2() throws Exception {
        try (Http2Frames client = new Http2Frames(plain.port())) {
            client.request(
                    1, ":method", "GET", ":scheme", "https", ":path", "/actions/echo", ":authority", "a.example");
            String body = client.next(Http2Frames.DATA).text();
            assertEquals("{\"method\":\"GET\",\"url\":\"http://a.example/actions/echo\",\"body\":\"\"}", body);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-a,'a\nauthorization: b'",
        "x-a,'a\rb'",
        "x-a,'\u0001'",
        "transfer-encoding,chunked",
        ":path,'/actions/header?a=b c'",
        ":path,'/actions/header\n'",
        ":authority,'a\nb'",
        ":authority,'a/b'",
        ":authority,''",
    })
    void refusesFieldsThatHttp1CouldNotCarry(String name, String value) throws Exception {
        try (Http2Frames client = new Http2Frames(plain.port())) {
            List<String> fields = new ArrayList<>(List.of(
                    ":method", "GET", ":scheme", "http", ":path", "/actions/header", ":authority", "a.example"));
            int at = fields.indexOf(name);
            if (at >= 0) {
                fields.set(at + 1, value);
            } else {
                fields.add(name);
                fields.add(value);
            }
            client.request(1, fields.toArray(String[]::new));
            Http2Frames.Frame frame = client.next(Http2Frames.DATA, Http2Frames.RST_STREAM, Http2Frames.GOAWAY);
            assertTrue(frame.type() != Http2Frames.DATA || frame.text().contains("TITAN_E400"), frame.toString());
        }
    }

    @Test
    void cancelsTheActionOfAStreamThatIsResetAndGoesOn() throws Exception {
        try (Http2Frames client = new Http2Frames(plain.port())) {
            client.request(1, ":method", "GET", ":scheme", "http", ":path", "/actions/never", ":authority", "a");
            client.reset(1);
            client.request(3, ":method", "GET", ":scheme", "http", ":path", "/actions/slow", ":authority", "a");
            Http2Frames.Frame frame = client.next(Http2Frames.DATA);
            assertEquals(3, frame.stream());
            assertEquals("slow", frame.text());
            awaitInFlight(0);
        }
    }

    @Test
    void cancelsTheActionsOfAConnectionThatIsClosed() throws Exception {
        try (Http2Frames client = new Http2Frames(plain.port())) {
            client.request(1, ":method", "GET", ":scheme", "http", ":path", "/actions/never", ":authority", "a");
            client.request(3, ":method", "GET", ":scheme", "http", ":path", "/actions/slow", ":authority", "a");
            assertEquals("slow", client.next(Http2Frames.DATA).text());
            awaitInFlight(1);
        }
        awaitInFlight(0);
    }

    private static void awaitInFlight(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (plain.server().inFlight() != count && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
        assertEquals(count, plain.server().inFlight());
    }
}
