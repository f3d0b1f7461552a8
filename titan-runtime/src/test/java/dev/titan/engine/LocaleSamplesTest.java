package dev.titan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ECMA-402 gives in 153 languages and regions, against what Node with the same version of ICU gave ({@code src/test/intl}). */
class LocaleSamplesTest {
    private static final Path FOLDER = Path.of("src/test/intl");

    @Test
    void everyLanguageIsWrittenAsInNode() throws Exception {
        List<String> expected = lines(Files.readString(FOLDER.resolve("expected.txt")));
        List<String> found;
        try (Isolate isolate = Isolate.create()) {
            String script =
                    Files.readString(FOLDER.resolve("samples.js")).strip().replaceFirst("\\(\\)$", "");
            found = lines(String.valueOf(
                    isolate.run(Source.of("samples.js", script)).asFunction().call()));
        }
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            String node = i < expected.size() ? expected.get(i) : "nothing";
            String ours = i < found.size() ? found.get(i) : "nothing";
            if (!node.equals(ours)) {
                differences.add(node + "\n     but " + ours);
            }
        }
        assertEquals(List.of(), differences);
    }

    /** V8 writes a plain space where CLDR has a narrow one before AM, PM and years; from one version to the next it does so in more places. */
    private static List<String> lines(String text) {
        return text.strip().replace('\u202f', ' ').lines().toList();
    }
}
