package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.Diagnostic;
import dev.titan.model.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TypeCheckTest {
    @TempDir
    Path app;

    @Test
    void readsWhatTheCompilerSays() throws Exception {
        Files.createDirectories(app.resolve("app/actions"));
        Files.writeString(app.resolve("app/actions/a.ts"), "\nconst x: number = 'a';\n");
        List<Diagnostic> found = TypeCheck.read(
                app,
                List.of(
                        "app/actions/a.ts(2,7): error TS2322: Type 'string' is not assignable to type 'number'.",
                        "  A reason.",
                        "error TS5083: Cannot read file 'x.json'.",
                        "Found 2 errors."));
        assertEquals(2, found.size());
        assertEquals("TS2322", found.get(0).code());
        assertEquals(
                "Type 'string' is not assignable to type 'number'", found.get(0).text());
        assertEquals("app/actions/a.ts:2:7", String.valueOf(found.get(0).location()));
        assertEquals("const x: number = 'a';", found.get(0).location().lineText());
        assertEquals("A reason.", found.get(0).notes().get(0).text());
        assertEquals(null, found.get(1).location());
    }

    @Test
    void aProjectWithoutTypeScriptHasNone() {
        assertTrue(TypeCheck.of(app).isEmpty());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runsTheCompilerOfTheProjectOrOfAFolderAboveIt() throws Exception {
        Path nested = Files.createDirectories(app.resolve("packages/shop"));
        compiler("echo \"a.ts(1,1): error TS1: it ran in $(basename $PWD) with $*\"; exit 2");
        Files.writeString(nested.resolve("tsconfig.json"), "{}");
        List<Diagnostic> found = TypeCheck.of(nested).orElseThrow().run();
        assertEquals(
                "it ran in shop with --noEmit --pretty false --project " + nested.resolve("tsconfig.json"),
                found.get(0).text());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCompilerThatBreaksIsNoSuccess() throws Exception {
        compiler("echo 'node: not found'; exit 127");
        CommandException e = assertThrows(
                CommandException.class, () -> TypeCheck.of(app).orElseThrow().run());
        assertEquals(ExitCode.ENVIRONMENT, e.exitCode());
        assertTrue(e.getMessage().endsWith("ended with exit code 127: node: not found"), e::getMessage);
    }

    private void compiler(String script) throws Exception {
        Path file = Files.createDirectories(app.resolve("node_modules/.bin")).resolve("tsc");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }
}
