package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.host.files.FileSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong types, values without measure, and what the author's own objects throw, in every place of every function of {@code t}. */
class BadInputTest {
    @TempDir
    private static Path folder;

    private static TestRuntime app;

    @BeforeAll
    static void starts() throws Exception {
        String module = resource();
        app = new TestRuntime(
                1,
                config -> config.withFiles(new FileSettings(folder, List.of("data", "public"), List.of("data"), null)),
                module,
                module.replace("export default", "export const calls =")
                        .replace("export const missing =", "export default"));
    }

    @AfterAll
    static void stops() {
        app.close();
    }

    private static String resource() throws IOException {
        try (InputStream in = BadInputTest.class.getResourceAsStream("bad-input.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache", "kv", "db", "cookies", "session", "events", "tasks", "log", "config", "crypto", "jwt",
                "password", "fs", "ws", "sleep", "fetch", "time", "id", "valid", "html", "response", "error"
            })
    void whateverAFunctionIsGivenItsErrorSaysWhatWasCalledAndIsShort(String api) throws Exception {
        Answer answer = app.start(0, "api=" + api, RequestBody.NONE).await();
        assertEquals("", ((Answer.Text) ((Answer.Response) answer).body()).text());
    }

    @Test
    void noFunctionIsLeftOut() throws Exception {
        assertEquals("", app.text(1));
    }
}
