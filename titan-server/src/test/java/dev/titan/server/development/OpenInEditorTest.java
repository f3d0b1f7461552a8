package dev.titan.server.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.server.Development;
import dev.titan.server.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class OpenInEditorTest {
    private static final String JSON = "application/json";

    @TempDir
    Path folder;

    private Path app;

    @BeforeEach
    void makesAnApp() throws IOException {
        app = Files.createDirectories(folder.resolve("app"));
        Files.createDirectories(app.resolve("lib"));
        Files.writeString(app.resolve("lib/a b.ts"), "");
        Files.writeString(folder.resolve("outside.ts"), "");
        Files.createSymbolicLink(app.resolve("link.ts"), folder.resolve("outside.ts"));
        Files.createSymbolicLink(app.resolve("folder"), folder);
        Files.createSymbolicLink(app.resolve("inside.ts"), app.resolve("lib/a b.ts"));
    }

    @Test
    void opensFilesOfTheAppAlone() throws Exception {
        // An editor that does nothing: what it is given is seen by EditorTest.
        try (TestServer server = start(Map.of("LAUNCH_EDITOR", "true"))) {
            assertEquals(204, open(server, "lib/a b.ts"));
            assertEquals(204, open(server, "inside.ts"));
            assertEquals(204, open(server, "lib/../lib/a b.ts"));
            for (String file : new String[] {
                "../outside.ts",
                "link.ts",
                "folder/outside.ts",
                "lib",
                "",
                ".",
                "none.ts",
                folder.resolve("outside.ts").toString(),
                "lib/../../outside.ts",
                "a\\u0000b"
            }) {
                int status = open(server, file);
                assertTrue(status == 404 || status == 400 && file.isEmpty(), file + " " + status);
            }
        }
    }

    @Test
    void takesNothingThatAFormCanSend() throws Exception {
        try (TestServer server = start(Map.of("LAUNCH_EDITOR", "true"))) {
            String body = "{\"file\": \"lib/a b.ts\"}";
            assertEquals(
                    204,
                    server.post("/__titan/open", JSON + "; charset=utf-8", body).statusCode());
            assertEquals(415, server.post("/__titan/open", "text/plain", body).statusCode());
            assertEquals(
                    415,
                    server.post("/__titan/open", "application/x-www-form-urlencoded", body)
                            .statusCode());
            assertEquals(400, server.post("/__titan/open", JSON, "[]").statusCode());
            assertEquals(400, server.post("/__titan/open", JSON, "{\"file\"").statusCode());
            assertEquals(
                    413,
                    server.post("/__titan/open", JSON, " ".repeat(20_000) + body)
                            .statusCode());
            assertEquals(405, server.get("/__titan/open").statusCode());
        }
    }

    @Test
    void saysWhyNoEditorOpens() throws Exception {
        try (TestServer server = start(Map.of())) {
            HttpResponse<String> answer = server.post("/__titan/open", JSON, "{\"file\": \"lib/a b.ts\"}");
            assertEquals(409, answer.statusCode());
            assertTrue(answer.body().contains("LAUNCH_EDITOR=code"), answer.body());
        }
        try (TestServer server = start(Map.of("LAUNCH_EDITOR", "/does/not/exist"))) {
            HttpResponse<String> answer = server.post("/__titan/open", JSON, "{\"file\": \"lib/a b.ts\"}");
            assertEquals(409, answer.statusCode());
            assertTrue(answer.body().contains("/does/not/exist"), answer.body());
        }
    }

    private static int open(TestServer server, String file) throws Exception {
        return server.post("/__titan/open", JSON, "{\"file\": \"" + file + "\", \"line\": 1, \"column\": 2}")
                .statusCode();
    }

    private TestServer start(Map<String, String> environment) throws Exception {
        DevelopmentTools tools = new DevelopmentTools(app, environment);
        return TestServer.builder()
                .action("/a", "return 1")
                .development(new Development(request -> {}, tools.endpoint(), tools.errors()))
                .start();
    }
}
