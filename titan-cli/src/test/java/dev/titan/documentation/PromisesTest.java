package dev.titan.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/architecture/services.md names are there. */
class PromisesTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    @Test
    void everyTestThatThePageNamesIsThere() throws IOException {
        Map<String, Path> classes = classes();
        List<String> named = NAMED.matcher(Files.readString(Path.of("../docs/architecture/services.md")))
                .results()
                .filter(found -> !has(classes.get(found.group(1) + ".java"), found.group(2)))
                .map(found -> found.group(1) + "." + found.group(2))
                .toList();
        assertEquals(List.of(), named);
        assertTrue(classes.size() > 100, () -> "only " + classes.size() + " files of tests were found");
    }

    private static boolean has(Path file, String method) {
        try {
            return file != null && Files.readString(file).contains("void " + method + "(");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Path> classes() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of(".."),
                20,
                (file, attributes) -> file.toString().replace('\\', '/').contains("/src/test/java/")
                        && file.toString().endsWith(".java"))) {
            return files.collect(
                    Collectors.toMap(file -> file.getFileName().toString(), file -> file, (one, other) -> one));
        }
    }
}
