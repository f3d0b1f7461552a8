package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.RouteEntry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TitanServerTest {
    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void answersWithJsonWithoutInsignificantWhiteSpace() throws Exception {
        try (TestServer server = TestServer.of("return { hello: 'world', list: [1, 2] }")) {
            HttpResponse<String> response = server.get("/actions/test");
            assertEquals(200, response.statusCode());
            assertEquals("application/json", header(response, "content-type"));
            assertEquals("{\"hello\":\"world\",\"list\":[1,2]}", response.body());
            assertFalse(header(response, "x-request-id").isEmpty());
            assertFalse(header(response, "date").isEmpty());
        }
    }

    @Test
    void keepsAnsweringOnceAnActionRunsInPlace() throws Exception {
        try (TestServer server = TestServer.of("return { n: Number(req.query.n) }")) {
            for (int i = 0; i < 200; i++) {
                assertEquals(
                        "{\"n\":" + i + "}", server.get("/actions/test?n=" + i).body());
            }
        }
    }

    @Test
    void showsTheRequestToTheAction() throws Exception {
        try (TestServer server = TestServer.builder()
                .action(
                        "/actions/:id",
                        "return [req.method, req.path, req.params.id, req.query.getAll('a'), req.url, req.headers.get('x-a'), req.ip, req.cookies.c, req.id]")
                .start()) {
            HttpResponse<String> response = server.send(server.request("/actions/a%2Fb%20c?a=1&a=x%20y+z")
                    .header("X-A", "1")
                    .header("Cookie", "c=d"));
            assertEquals(
                    "[\"GET\",\"/actions/a%2Fb%20c\",\"a/b c\",[\"1\",\"x y z\"],\"http://127.0.0.1:" + server.port()
                            + "/actions/a%2Fb%20c?a=1&a=x%20y+z\",\"1\",\"127.0.0.1\",\"d\",\""
                            + header(response, "x-request-id") + "\"]",
                    response.body());
        }
    }

    @Test
    void sendsSeveralCookiesEachInAFieldOfItsOwn() throws Exception {
        try (TestServer server = TestServer.of(
                "return { status: 201, headers: { 'set-cookie': ['a=1', 'b=2'], 'x-b': 'c' }, body: 'made' }")) {
            HttpResponse<String> response = server.get("/actions/test");
            assertEquals(201, response.statusCode());
            assertEquals(List.of("a=1", "b=2"), response.headers().allValues("set-cookie"));
            assertEquals("c", header(response, "x-b"));
            assertEquals("text/plain; charset=utf-8", header(response, "content-type"));
            assertEquals("made", response.body());
        }
    }

    @Test
    void answersHeadWithTheLengthAndWithoutTheBody() throws Exception {
        try (TestServer server = TestServer.of("return 'four'");
                RawConnection connection = server.connect()) {
            String head = connection
                    .send("HEAD /actions/test HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .rest();
            assertTrue(head.contains("\r\nContent-Length: 4\r\n"), head);
            assertTrue(head.endsWith("\r\n\r\n"), head);
        }
    }

    @Test
    void sendsNoBodyWith204And304() throws Exception {
        try (TestServer server = TestServer.builder()
                        .action("/none", "return undefined")
                        .action("/same", "return { status: 304, headers: { etag: '\"x\"' } }")
                        .start();
                RawConnection connection = server.connect()) {
            String none =
                    connection.send("GET /none HTTP/1.1\r\nHost: a\r\n\r\n").response();
            assertTrue(none.startsWith("HTTP/1.1 204 "), none);
            assertFalse(none.contains("Content-Length"), none);
            String same = connection
                    .send("GET /same HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .rest();
            assertTrue(same.startsWith("HTTP/1.1 304 "), same);
            assertTrue(same.endsWith("\r\n\r\n"), same);
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        try (TestServer server = TestServer.builder()
                        .action("/slow", "await new Promise((done) => setTimeout(done, 50)); return 'slow'")
                        .action("/fast", "return 'fast'")
                        .start();
                RawConnection connection = server.connect()) {
            connection.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /fast HTTP/1.1\r\nHost: a\r\n\r\n");
            assertTrue(connection.response().endsWith("slow"));
            assertTrue(connection.response().endsWith("fast"));
            connection.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            connection.send("GET /fast HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertTrue(connection.response().endsWith("slow"));
            assertTrue(connection.rest().endsWith("fast"));
        }
    }

    @Test
    void answersAClientThatHasClosedItsSide() throws Exception {
        try (TestServer server =
                        TestServer.of("await new Promise((done) => setTimeout(done, 20)); return 'still here'");
                RawConnection connection = server.connect()) {
            String answer = connection
                    .send("GET /actions/test HTTP/1.1\r\nHost: a\r\n\r\n")
                    .halfClose()
                    .rest();
            assertTrue(answer.endsWith("still here"), answer);
        }
    }

    @Test
    void answersRedirectsAndRepliesOfTheRoutesTable() throws Exception {
        try (TestServer server = TestServer.builder()
                .route("/old/:id", new RouteEntry.Redirect("/new/:id", 308))
                .route("/ping", new RouteEntry.Reply(200, Map.of("x-a", "b"), "pong"))
                .start()) {
            HttpResponse<String> redirect = server.get("/old/a%2Fb");
            assertEquals(308, redirect.statusCode());
            assertEquals("/new/a%2Fb", header(redirect, "location"));
            HttpResponse<String> reply = server.get("/ping");
            assertEquals("pong", reply.body());
            assertEquals("b", header(reply, "x-a"));
            assertEquals("text/plain; charset=utf-8", header(reply, "content-type"));
        }
    }

    @Test
    void answersUnknownPathsWithAProblem() throws Exception {
        try (TestServer server = TestServer.of("return 1")) {
            HttpResponse<String> response = server.get("/nothing");
            assertEquals(404, response.statusCode());
            assertEquals("application/problem+json", header(response, "content-type"));
            assertEquals(
                    "{\"type\":\"urn:titan:error:TITAN_E404\",\"title\":\"Not found\",\"status\":404,\"code\":\"TITAN_E404\",\"requestId\":\""
                            + header(response, "x-request-id") + "\"}",
                    response.body());
        }
    }

    @Test
    void namesTheMethodsThatAPathAnswers() throws Exception {
        try (TestServer server =
                TestServer.builder().action("/only", "return 1", "POST").start()) {
            HttpResponse<String> refused = server.get("/only");
            assertEquals(405, refused.statusCode());
            assertEquals("OPTIONS, POST", header(refused, "allow"));
            HttpResponse<String> options =
                    server.send(server.request("/only").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
            assertEquals(204, options.statusCode());
            assertEquals("OPTIONS, POST", header(options, "allow"));
        }
    }

    @Test
    void runsAnActionThatAnswersOptionsItself() throws Exception {
        try (TestServer server = TestServer.builder()
                .action("/own", "return req.method", "OPTIONS")
                .start()) {
            assertEquals(
                    "OPTIONS",
                    server.send(server.request("/own").method("OPTIONS", HttpRequest.BodyPublishers.noBody()))
                            .body());
        }
    }

    @Test
    void tellsWhetherItLivesAndIsReady() throws Exception {
        try (TestServer server = TestServer.of("return 1")) {
            assertEquals("{\"status\":\"ok\"}", server.get("/livez").body());
            assertEquals("{\"status\":\"ok\"}", server.get("/readyz").body());
            assertEquals(200, server.get("/readyz").statusCode());
        }
    }

    @Test
    void showsNothingOfAnErrorInProduction() throws Exception {
        try (TestServer server = TestServer.of("throw new TypeError('canary-7c2')")) {
            HttpResponse<String> response = server.get("/actions/test");
            assertEquals(500, response.statusCode());
            assertEquals("application/problem+json", header(response, "content-type"));
            assertFalse(response.body().contains("canary"), response.body());
            assertFalse(response.headers().toString().contains("canary"));
            assertTrue(response.body().contains("\"code\":\"TITAN_E500\""), response.body());
        }
    }

    @Test
    void showsAllOfAnErrorInDevelopment() throws Exception {
        try (TestServer server = TestServer.builder()
                .development()
                .action("/actions/test", "throw new TypeError('canary-7c2', { cause: new Error('deeper') })")
                .start()) {
            String body = server.get("/actions/test").body();
            assertTrue(body.contains("\"name\":\"TypeError\",\"message\":\"canary-7c2\""), body);
            assertTrue(body.contains("\"message\":\"deeper\""), body);
        }
    }

    @Test
    void answersWithTheStatusThatAnActionThrows() throws Exception {
        try (TestServer server = TestServer.of("t.error(409, 'taken')")) {
            HttpResponse<String> response = server.get("/actions/test");
            assertEquals(409, response.statusCode());
            assertTrue(response.body().contains("\"detail\":\"taken\""), response.body());
            assertTrue(response.body().contains("\"title\":\"Conflict\""), response.body());
        }
    }

    @Test
    void servesFilesWhereThereIsNoRoute(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("public/sub"));
        Files.writeString(folder.resolve("public/page.html"), "<p>hi");
        Files.writeString(folder.resolve("public/route"), "file");
        try (TestServer server = TestServer.builder()
                .files(folder)
                .action("/route", "return 'action'")
                .action("/file", "return t.response.file('page.html')")
                .action("/gone", "return t.response.file('gone.html')")
                .start()) {
            HttpResponse<String> page = server.get("/page.html");
            assertEquals("<p>hi", page.body());
            assertEquals("text/html; charset=utf-8", header(page, "content-type"));
            assertFalse(header(page, "x-request-id").isEmpty());
            assertEquals("action", server.get("/route").body());
            assertEquals("<p>hi", server.get("/file").body());
            assertEquals(404, server.get("/gone").statusCode());
            HttpResponse<String> post = server.post("/page.html", "text/plain", "x");
            assertEquals(405, post.statusCode());
            assertEquals("GET, HEAD, OPTIONS", header(post, "allow"));
        }
    }

    @Test
    void compressesForClientsThatTakeIt() throws Exception {
        try (TestServer server = TestServer.of("return 'x'.repeat(Number(req.query.n))")) {
            for (int size : new int[] {2_000, 500_000}) {
                HttpResponse<String> response =
                        server.send(server.request("/actions/test?n=" + size).header("Accept-Encoding", "gzip"));
                assertEquals("gzip", header(response, "content-encoding"));
                assertNotEquals(size, response.body().length());
                assertEquals(size, server.get("/actions/test?n=" + size).body().length());
            }
        }
    }

    @Test
    void takesARequestIdOnlyFromATrustedProxy() throws Exception {
        try (TestServer server = TestServer.of("return req.id")) {
            assertNotEquals(
                    "mine",
                    server.send(server.request("/actions/test").header("X-Request-Id", "mine"))
                            .body());
        }
        try (TestServer server = TestServer.builder()
                .action("/actions/test", "return req.id")
                .options(TestOptions.trusting("127.0.0.0/8"))
                .start()) {
            HttpResponse<String> response =
                    server.send(server.request("/actions/test").header("X-Request-Id", "mine"));
            assertEquals("mine", response.body());
            assertEquals("mine", header(response, "x-request-id"));
            assertNotEquals(
                    "not valid",
                    server.send(server.request("/actions/test").header("X-Request-Id", "not valid"))
                            .body());
        }
    }

    @Test
    void countsRequestsWhoseAnswerIsSentByAnotherThread(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("public"));
        Files.write(folder.resolve("public/large.bin"), new byte[1_200_000]);
        try (TestServer server =
                TestServer.builder().files(folder).action("/quick", "return 1").start()) {
            ExecutorService clients = Executors.newFixedThreadPool(4);
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                String path = i % 3 == 0 ? "/large.bin" : "/quick";
                calls.add(() -> server.get(path).statusCode());
            }
            try {
                for (Future<Integer> call : clients.invokeAll(calls)) {
                    assertEquals(200, call.get());
                }
            } finally {
                clients.shutdownNow();
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (server.server().inFlight() != 0 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertEquals(0, server.server().inFlight());
        }
    }
}
