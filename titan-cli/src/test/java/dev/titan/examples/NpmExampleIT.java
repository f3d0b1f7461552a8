package dev.titan.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README of examples/npm promises: a package from npm in an action, by dev and by a jar that has no node_modules beside it. */
class NpmExampleIT {
    private static final int INSTALL_SECONDS = 180;
    private static final String ORDER = "{\"product\":\"tea\",\"quantity\":2,\"email\":\"ada@example.com\"}";
    private static final String BAD_ORDER = "{\"product\":\"\",\"quantity\":0,\"email\":\"nobody\"}";

    @Test
    void checksABodyWithZod(@TempDir Path folder) throws Exception {
        assumeTrue(npmIsThere(), "npm is not installed");
        Example example = Example.copy("npm", folder);
        install(example.folder());
        try (ExampleServer dev = example.dev()) {
            assertAnswers(dev);
        }
        Path alone = Files.move(example.build(), folder.resolve("server.jar"));
        try (ExampleServer jar = ExampleServer.start(Map.of(), alone, "--port", "0", "--host", "127.0.0.1")) {
            assertAnswers(jar);
            assertEquals(0, jar.stop());
        }
    }

    private static void assertAnswers(ExampleServer server) throws Exception {
        HttpResponse<String> good = post(server, ORDER);
        assertEquals(201, good.statusCode(), good.body());
        assertEquals("{\"product\":\"tea\",\"quantity\":2,\"total\":10}", good.body());
        HttpResponse<String> bad = post(server, BAD_ORDER);
        assertEquals(422, bad.statusCode(), bad.body());
        for (String field : new String[] {"product", "quantity", "email"}) {
            assertTrue(bad.body().contains("\"path\":\"" + field + "\""), bad.body());
        }
    }

    private static HttpResponse<String> post(ExampleServer server, String json) throws Exception {
        return server.send("POST", "/actions/orders", "application/json", BodyPublishers.ofString(json));
    }

    private static void install(Path folder) throws Exception {
        Path log = folder.resolveSibling("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--loglevel=error")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
            npm.destroyForcibly();
        }
        assertEquals(0, npm.waitFor(), Files.readString(log));
    }

    private static boolean npmIsThere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "npm")));
    }
}
