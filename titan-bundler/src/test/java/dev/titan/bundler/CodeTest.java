package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CodeTest {
    /** Maven and editors run tests in the folder of the module. */
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "bundling.md");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(TITAN_B\\d+)` \\|");

    @Test
    void theReferenceListsEveryCodeOnceAndInOrder() throws Exception {
        Set<String> codes = new TreeSet<>();
        for (Field field : Code.class.getDeclaredFields()) {
            if (field.getType() == String.class) {
                codes.add((String) field.get(null));
            }
        }
        List<String> documented = ROW.matcher(Files.readString(REFERENCE))
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toList());
        assertEquals(List.copyOf(codes), documented);
    }
}
