package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Mode;
import dev.titan.engine.EngineOptions;
import dev.titan.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EsbuildServiceTest {
    @TempDir
    private Path folder;

    private static final EsbuildService.Requests NONE = (id, request) -> {};

    @Test
    void endsWhenClosed() throws Exception {
        EsbuildService service = EsbuildProgram.start();
        assertTrue(service.alive());
        service.close();
        assertFalse(service.alive());
        assertThrows(IOException.class, () -> service.call(Map.of("command", "build"), NONE));
    }

    @Test
    void saysWhatEsbuildRefuses() throws Exception {
        try (EsbuildService service = EsbuildProgram.start()) {
            IOException refused =
                    assertThrows(IOException.class, () -> service.call(Map.of("command", "no-such-command"), NONE));
            assertEquals("esbuild refused the build: Invalid command: no-such-command", refused.getMessage());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesAProgramThatIsNotTheExpectedVersion() throws Exception {
        Path other = program("printf '\\005\\000\\000\\0009.9.9'; cat");
        IOException refused = assertThrows(IOException.class, () -> EsbuildService.start(other, "0.25.10"));
        assertEquals("esbuild is of version 9.9.9, expected 0.25.10", refused.getMessage());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void noticesThatTheProgramEnds() throws Exception {
        Path ends = program("exit 1");
        IOException ended = assertThrows(IOException.class, () -> EsbuildService.start(ends, "0.25.10"));
        assertEquals("esbuild ended unexpectedly", ended.getMessage());
    }

    @Test
    void saysWhatToDoWhereThereIsNoEsbuild() {
        EnvironmentException missing =
                assertThrows(EnvironmentException.class, () -> EsbuildProgram.start("plan9-mips"));
        assertEquals(
                "there is no esbuild for plan9-mips in this copy of Titan: build Titan on this machine, or use a copy that was built for it",
                missing.getMessage());
    }

    @Test
    void isStartedAgainAfterItHasEnded() throws Exception {
        AppFolder app = new AppFolder(folder).action("a.ts");
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        try (Bundler bundler = new Bundler(Mode.PRODUCTION, Map.of(), EngineOptions.DEFAULTS)) {
            BundleResult first = bundler.bundle(app.root());
            ProcessHandle esbuild = ProcessHandle.current()
                    .children()
                    .filter(child -> !before.contains(child))
                    .findFirst()
                    .orElseThrow();
            esbuild.destroyForcibly();
            esbuild.onExit().join();
            assertEquals(first, bundler.bundle(app.root()));
        }
    }

    private Path program(String script) throws IOException {
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }
}
