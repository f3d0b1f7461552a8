package dev.titan.runtime;

import static dev.titan.runtime.TestRuntime.action;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartsTest {
    @Test
    void aGlobalOfAPartIsAnAccessorUntilItIsReadAndThenAPlainProperty() throws Exception {
        try (TestRuntime app = new TestRuntime(action("""
                const before = Object.getOwnPropertyDescriptor(globalThis, 'btoa');
                const same = btoa === globalThis.btoa;
                const { value, ...after } = Object.getOwnPropertyDescriptor(globalThis, 'btoa');
                return [typeof before.get, before.enumerable, same, value === btoa, after];
                """))) {
            assertEquals(
                    "[\"function\",false,true,true,{\"writable\":true,\"enumerable\":false,\"configurable\":true}]",
                    app.text(0));
        }
    }

    @Test
    void aGlobalOfAPartCanBeReplacedBeforeItIsRead() throws Exception {
        try (TestRuntime app = new TestRuntime(action("globalThis.btoa = () => 'mine'; return btoa('x')"))) {
            assertEquals("mine", app.text(0));
        }
    }

    @Test
    void aPartLoadsAtModuleLevelAndInTwinsAndBeforeAPromiseSettles() throws Exception {
        try (TestRuntime app = new TestRuntime(
                "const top = btoa('top'); export default defineAction(() => top)",
                action("return Promise.resolve().then(() => atob(btoa('later')))"))) {
            assertEquals("dG9w", app.text(0));
            assertEquals("later", app.text(1));
        }
    }

    @Test
    void whatAPartThrowsIsCaughtWhereItIsUsed() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("try { btoa('\\u0100') } catch (e) { return [e.name, e instanceof DOMException] }"))) {
            assertEquals("[\"InvalidCharacterError\",true]", app.text(0));
        }
    }

    @Test
    void everyIsolateHasItsOwnCopyOfAPartButSharesWhatWasCompiled() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (TestRuntime app = new TestRuntime(action("btoa.seen ??= 0; return [btoa('x'), btoa.seen++]"))) {
                assertEquals("[\"eA==\",0]", app.text(0));
            }
        }
        assertTrue(Parts.SHARED.source("base64").codeCache() != null);
    }

    /** A second copy of a module that has state or classes would be another class under the same name. */
    @Test
    void noPartBundlesAModuleOfTheKernel() throws Exception {
        int parts = 0;
        try (Stream<Path> files = Files.list(Path.of("target/parts"))) {
            for (Path file : files.toList()) {
                for (JsonNode output :
                        new ObjectMapper().readTree(file.toFile()).path("outputs")) {
                    parts++;
                    output.path("inputs").fieldNames().forEachRemaining(input -> {
                        for (String folder : new String[] {
                            "kernel", "drift", "events", "abort", "http", "timers", "fetch", "services", "errors"
                        }) {
                            assertFalse(
                                    input.contains("src/main/ts/" + folder + "/"),
                                    output.path("entryPoint").asText() + " has its own copy of " + input
                                            + ": import it from 'titan:kernel'");
                        }
                    });
                }
            }
        }
        assertTrue(parts > 1);
    }
}
