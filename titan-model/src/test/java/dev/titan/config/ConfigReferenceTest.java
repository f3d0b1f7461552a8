package dev.titan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the tables of docs/reference/config.md and the list of keys in step. {@code -Dtitan.update=true} writes them anew. */
class ConfigReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/config.md");
    private static final String BEGIN = "<!-- keys: written by ConfigReferenceTest -->\n";
    private static final String END = "<!-- end of keys -->\n";

    @Test
    void thePageListsEveryKeyWithItsBoundsAndDefault() throws Exception {
        String page = Files.readString(PAGE);
        String expected =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + tables() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("titan.update")) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(
                expected, Files.readString(PAGE), "run this test with -Dtitan.update=true to write the tables anew");
    }

    private static String tables() {
        StringBuilder text = new StringBuilder();
        String section = null;
        for (ConfigKey key : ConfigKeys.ALL) {
            String own = key.path().contains(".") ? key.path().replaceFirst("\\..*", "") : "";
            if (!own.equals(section)) {
                section = own;
                text.append("\n## ")
                        .append(own.isEmpty() ? key.path() : own)
                        .append("\n\n| key | default | valid | |\n|---|---|---|---|\n");
            }
            text.append(row(key));
        }
        return text.append('\n').toString();
    }

    private static String row(ConfigKey key) {
        String fallback = key.fallback() == null ? "none" : "`" + Json.write(key.fallback()) + "`";
        return "| `" + key.path() + "` | " + fallback + " | " + key.expectation() + " | " + key.description() + " |\n";
    }
}
