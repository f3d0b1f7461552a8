package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.model.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/reference/errors.md and {@link ErrorCode} say the same. */
class ErrorReferenceTest {
    @Test
    void listsEveryCodeInItsOrder() throws Exception {
        List<String> documented = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "reference", "errors.md"))) {
            if (line.startsWith("| `TITAN_E")) {
                String[] cells = line.split("\\|");
                documented.add(cells[1].strip().replace("`", "") + " " + cells[2].strip() + " " + cells[3].strip());
            }
        }
        List<String> known = new ArrayList<>();
        for (ErrorCode code : ErrorCode.values()) {
            known.add(code.code() + " " + code.status() + " " + code.title());
        }
        assertEquals(String.join("\n", known), String.join("\n", documented));
    }

    @Test
    void beginsEachCodeWithItsStatus() {
        for (ErrorCode code : ErrorCode.values()) {
            assertEquals(
                    "TITAN_E" + code.status(),
                    code.code().split("_E")[0] + "_E" + code.code().substring(7, 10));
        }
    }
}
