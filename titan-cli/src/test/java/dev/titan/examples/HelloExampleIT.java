package dev.titan.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the README of examples/hello promises. */
class HelloExampleIT {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String BOUNDARY = "example-boundary";

    private static ExampleServer dev;
    private static ExampleServer jar;

    enum Way {
        DEV,
        JAR;

        ExampleServer server() {
            return this == DEV ? dev : jar;
        }
    }

    @BeforeAll
    static void serveBothWays(@TempDir Path folder) throws Exception {
        Example example = Example.copy("hello", folder);
        dev = example.dev();
        // The jar carries the names of .env, not the values.
        jar = ExampleServer.start(Map.of("GREETING", "Hello"), example.build(), "--port", "0", "--host", "127.0.0.1");
    }

    @AfterAll
    static void stopBoth() {
        for (Way way : Way.values()) {
            if (way.server() != null) {
                way.server().close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsQueryAndEnvironment(Way way) throws Exception {
        assertEquals(
                "{\"message\":\"Hello, Ada!\"}",
                way.server().get("/actions/hello?name=Ada").body());
    }

    @ParameterizedTest
    @EnumSource
    void answersAPathParameter(Way way) throws Exception {
        assertEquals(
                "{\"user\":{\"id\":1,\"name\":\"Ada Lovelace\",\"email\":\"ada@example.com\"}}",
                way.server().get("/actions/users/1").body());
    }

    @ParameterizedTest
    @EnumSource
    void answersAnHttpErrorAsAProblem(Way way) throws Exception {
        HttpResponse<String> answer = way.server().get("/actions/users/9");
        assertEquals(404, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElse(""));
        assertTrue(answer.body().contains("no user 9"), answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void answersByMethod(Way way) throws Exception {
        assertEquals(
                204,
                way.server()
                        .send("DELETE", "/actions/users/1", "", BodyPublishers.noBody())
                        .statusCode());
        HttpResponse<String> refused =
                way.server().send("PUT", "/actions/users/1", "text/plain", BodyPublishers.ofString("x"));
        assertEquals(405, refused.statusCode());
        assertEquals(
                "GET, HEAD, DELETE, OPTIONS",
                refused.headers().firstValue("allow").orElse(""));
    }

    @ParameterizedTest
    @EnumSource
    void answersTheRestOfAPathAsHtml(Way way) throws Exception {
        HttpResponse<String> answer = way.server().get("/actions/docs/a/b/c");
        assertEquals(
                "text/html; charset=utf-8",
                answer.headers().firstValue("content-type").orElse(""));
        assertTrue(answer.body().contains("3 segments"), answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void answersAnIndex(Way way) throws Exception {
        assertTrue(way.server().get("/actions").body().startsWith("{\"try\":["));
    }

    @ParameterizedTest
    @EnumSource
    void takesAFormAndSetsACookie(Way way) throws Exception {
        HttpResponse<String> answer = way.server()
                .send("POST", "/actions/auth/login", FORM, BodyPublishers.ofString("email=ada%40example.com"));
        assertEquals("{\"user\":\"Ada Lovelace\"}", answer.body());
        assertEquals(
                "user=1; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax",
                answer.headers().firstValue("set-cookie").orElse(""));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnUnknownUser(Way way) throws Exception {
        HttpResponse<String> answer =
                way.server().send("POST", "/actions/auth/login", FORM, BodyPublishers.ofString("email=nobody"));
        assertEquals(401, answer.statusCode());
        assertEquals("{\"error\":\"unknown user\"}", answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void takesAFile(Way way) throws Exception {
        String body =
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nnotes\r\n--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nfive!\r\n--"
                        + BOUNDARY + "--\r\n";
        HttpResponse<String> answer = way.server()
                .send(
                        "POST",
                        "/actions/upload",
                        "multipart/form-data; boundary=" + BOUNDARY,
                        BodyPublishers.ofString(body));
        assertEquals("{\"title\":\"notes\",\"name\":\"a.txt\",\"type\":\"text/plain\",\"size\":5}", answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void waitsInAnAsyncAction(Way way) throws Exception {
        assertEquals("{\"waited\":true}", way.server().get("/actions/slow").body());
    }

    @ParameterizedTest
    @EnumSource
    void answersFurtherRoutes(Way way) throws Exception {
        assertTrue(way.server().get("/u/2").body().contains("Grace Hopper"));
        assertEquals(404, way.server().get("/u/x").statusCode());
        assertEquals(
                "{\"message\":\"Hello, World!\"}",
                way.server().get("/api/hello").body());
        assertEquals("pong", way.server().get("/ping").body());
        HttpResponse<String> moved = way.server().get("/greet");
        assertEquals(302, moved.statusCode());
        assertEquals("/actions/hello", moved.headers().firstValue("location").orElse(""));
    }

    @ParameterizedTest
    @EnumSource
    void servesFiles(Way way) throws Exception {
        assertTrue(way.server().get("/").body().contains("<h1>Hello, Titan</h1>"));
        assertTrue(way.server()
                .get("/style.css")
                .headers()
                .firstValue("content-type")
                .orElse("")
                .startsWith("text/css"));
    }
}
