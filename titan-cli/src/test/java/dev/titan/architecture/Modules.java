package dev.titan.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules as they lie on disk, found from the one that runs the tests. */
final class Modules {
    private static final Path ROOT = root();

    private Modules() {}

    /** The folders {@code titan-*} with a pom, sorted. */
    static List<Path> folders() {
        try (Stream<Path> children = Files.list(ROOT)) {
            return children.filter(c -> Files.exists(c.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files of Java and TypeScript below a folder of each module, for example {@code src/main/java}, declarations left out. */
    static Stream<SourceFile> sources(String below) {
        return folders().stream()
                .map(module -> module.resolve(below))
                .filter(Files::isDirectory)
                .flatMap(Modules::files);
    }

    /** The compiled tests of every module that has some. */
    static List<Path> testClasses() {
        return folders().stream()
                .map(module -> module.resolve("target/test-classes"))
                .filter(Files::isDirectory)
                .toList();
    }

    private static Stream<SourceFile> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().matches(".*(?:\\.java|(?<!\\.d)\\.ts)"))
                    .sorted()
                    .map(file -> new SourceFile(
                            ROOT.relativize(folder.getParent().getParent().getParent())
                                    .toString(),
                            file))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("titan-model/pom.xml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("the tests of titan-cli run inside the source tree");
            }
        }
        return folder;
    }

    /** A file and the module it belongs to. */
    record SourceFile(String module, Path path) {
        String text() {
            try {
                return Files.readString(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The package it lies in, by its folder. */
        Path folder() {
            return path.getParent();
        }

        @Override
        public String toString() {
            return ROOT.relativize(path).toString();
        }
    }
}
