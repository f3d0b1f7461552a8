package dev.titan.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of a folder of examples/, so that a test leaves no trace in the source tree. */
final class Example {
    private static final Path TITAN = Path.of("target", "titan.jar").toAbsolutePath();
    private static final Set<String> MADE = Set.of("node_modules", ".titan", "dist", "data");
    private static final int BUILD_SECONDS = 180;

    private final Path folder;

    private Example(Path folder) {
        this.folder = folder;
    }

    /** Copies an example into a folder, without what npm and titan make in it. */
    static Example copy(String name, Path into) throws IOException {
        Path source = Path.of("..", "examples", name);
        Path target = into.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            files.filter(file -> source.relativize(file).getNameCount() == 0
                            || !MADE.contains(source.relativize(file).getName(0).toString()))
                    .forEach(file -> copyOne(file, target.resolve(source.relativize(file))));
        }
        return new Example(target);
    }

    private static void copyOne(Path from, Path to) {
        try {
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** {@code titan build} of it. @return the jar */
    Path build() throws Exception {
        Path log = folder.resolveSibling("build.log");
        Process build = ExampleServer.java(TITAN, "build", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!build.waitFor(BUILD_SECONDS, TimeUnit.SECONDS)) {
            build.destroyForcibly();
        }
        assertEquals(0, build.waitFor(), Files.readString(log));
        return folder.resolve("dist").resolve("server.jar");
    }

    /** {@code titan dev} of it, on a free port. */
    ExampleServer dev() throws Exception {
        return ExampleServer.start(Map.of(), TITAN, "dev", folder.toString(), "--port", "0");
    }
}
