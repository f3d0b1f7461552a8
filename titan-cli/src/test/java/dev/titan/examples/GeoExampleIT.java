package dev.titan.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README of examples/geo promises: a library of the JVM in an action, by dev and by a jar that has no lib beside it. */
class GeoExampleIT {
    private static final int COMPILE_SECONDS = 180;
    private static final String TRIANGLE = "[{\"lat\":0,\"lng\":0},{\"lat\":0,\"lng\":1},{\"lat\":1,\"lng\":0}]";

    @Test
    void callsALibraryOfTheJvm(@TempDir Path folder) throws Exception {
        Example example = Example.copy("geo", folder);
        makeExtension(example.folder());
        try (ExampleServer dev = example.dev()) {
            assertAnswers(dev);
        }
        String types = Files.readString(example.folder().resolve(".titan/types/extensions.d.ts"));
        assertTrue(
                types.contains("way(from: GeoExtension.Place, to: GeoExtension.Place): Operation<GeoExtension.Way>;"),
                types);
        Path alone = Files.move(example.build(), folder.resolve("server.jar"));
        try (ExampleServer jar = ExampleServer.start(Map.of(), alone, "--port", "0", "--host", "127.0.0.1")) {
            assertAnswers(jar);
            assertEquals(0, jar.stop());
        }
    }

    private static void assertAnswers(ExampleServer server) throws Exception {
        HttpResponse<String> way = server.get("/actions/way?from=52.52,13.405&to=48.8566,2.3522");
        assertEquals("{\"km\":880,\"bearing\":-113}", way.body());
        HttpResponse<String> area =
                server.send("POST", "/actions/area", "application/json", BodyPublishers.ofString(TRIANGLE));
        assertEquals("{\"km2\":6155}", area.body());
        assertEquals(500, server.get("/actions/way?from=91,0&to=0,0").statusCode());
    }

    private static void makeExtension(Path folder) throws Exception {
        Path library = Path.of(Geodesic.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.createDirectories(folder.resolve("lib"));
        Files.copy(library, folder.resolve("lib").resolve(library.getFileName()));
        Path log = folder.resolveSibling("extension.log");
        ProcessBuilder script = new ProcessBuilder("sh", "build.sh")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Path java = Path.of(System.getProperty("java.home"), "bin");
        script.environment().put("PATH", java + ":" + System.getenv("PATH"));
        script.environment()
                .put(
                        "TITAN_JAR",
                        Path.of("target", "titan.jar").toAbsolutePath().toString());
        Process made = script.start();
        if (!made.waitFor(COMPILE_SECONDS, TimeUnit.SECONDS)) {
            made.destroyForcibly();
        }
        assertEquals(0, made.waitFor(), Files.readString(log));
    }
}
