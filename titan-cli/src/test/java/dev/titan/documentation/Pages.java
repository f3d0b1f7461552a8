package dev.titan.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The Markdown files of the source tree. */
final class Pages {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> PLACES = List.of("docs", "examples", "bench");

    private Pages() {}

    /** Those at the top and below the folders that hold documentation. */
    static List<Path> all() {
        return Stream.concat(markdown(ROOT, 1), PLACES.stream().flatMap(place -> markdown(ROOT.resolve(place), 9)))
                .toList();
    }

    /** A file of the source tree. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same by its path below the top. */
    static String read(String path) {
        return read(ROOT.resolve(path));
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    /** The anchors that the headings of a page make: lower case, hyphens for spaces, no other punctuation. */
    static List<String> anchors(Path file) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static Stream<Path> markdown(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(".md") && !file.toString().contains("node_modules"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
