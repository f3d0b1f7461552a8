package dev.titan.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.codegen.ServiceIds.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientSourceTest {
    private static final ClientSource SOURCE =
            new ClientSource("export interface Users {\n  find(): string;\n}\n", Map.of("users@1.0.0", "Users"));

    @Test
    void idsAreExactOrMeanTheHighestStableVersion() {
        assertEquals(
                Map.of(
                        "users@1.0.0", "A",
                        "users@1.10.0", "B",
                        "users@2.0.0-beta.1", "C",
                        "users@^1.0.0", "B",
                        "users", "B",
                        "new@0.3.0", "D",
                        "new", "D"),
                ServiceIds.of(List.of(
                        new Service("users", "1.10.0", "B"),
                        new Service("users", "1.0.0", "A"),
                        new Service("users", "2.0.0-beta.1", "C"),
                        new Service("new", "0.3.0", "D"))));
    }

    @Test
    void oneFileOfTypeScriptHasTypesAndWhatRuns() {
        String text = SOURCE.typeScript();
        assertTrue(text.startsWith("// @ts-nocheck\n"), text);
        assertTrue(text.contains("  'users@1.0.0': Users;\n"), text);
        assertTrue(
                text.contains("\nexport const createClient: typeof $types.createClient = $titan.createClient;\n"),
                text);
        assertTrue(text.contains("\nexport type ValidationError = $types.ValidationError;\n"), text);
        assertTrue(text.contains("var $titan=(()=>{"), text);
    }

    @Test
    void javaScriptHasItsTypesBesideIt() {
        assertTrue(SOURCE.javaScript().endsWith("registerError, createClient } = $titan;\n"));
        assertTrue(SOURCE.declarations().contains("\nexport class InternalError extends NetronError {}\n"));
        assertTrue(SOURCE.declarations().contains("\nexport function createClient("));
    }

    @Test
    void itsOwnNamesAreKnown() {
        assertTrue(ClientSource.names()
                .containsAll(List.of("Services", "Client", "TitanError", "createClient", "Remote")));
    }
}
