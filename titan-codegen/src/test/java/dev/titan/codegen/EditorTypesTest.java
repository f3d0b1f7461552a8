package dev.titan.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.engine.Isolate;
import dev.titan.engine.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditorTypesTest {
    @TempDir
    Path app;

    @Test
    void putsTypesAndSettingsIntoTheProject() throws Exception {
        EditorTypes.write(app, "");
        assertTrue(Files.readString(app.resolve(".titan/titan.d.ts")).contains("declare module 'titan'"));
        assertTrue(Files.readString(app.resolve(".titan/types/jwt.d.ts")).contains("interface Jwt"));
        assertTrue(Files.readString(app.resolve(".titan/tsconfig.json")).contains("\"types\": [\"titan\"]"));
    }

    @Test
    void everyFileOfTypesIsReferredTo() throws Exception {
        EditorTypes.write(app, "");
        Path types = Path.of(EditorTypes.class.getResource("types").toURI());
        try (Stream<Path> files = Files.walk(types).filter(Files::isRegularFile)) {
            assertEquals(
                    List.of(),
                    files.map(file -> types.relativize(file).toString())
                            .filter(file -> !Files.isRegularFile(
                                    app.resolve(".titan/types").resolve(file)))
                            .toList());
        }
    }

    @Test
    void aTestRunnerGetsTheDecoratorsAndAWordOnWhatItLacks() throws Exception {
        EditorTypes.write(app, "");
        assertTrue(Files.readString(app.resolve(".titan/package/package.json")).contains("\"name\": \"titan\""));
        String code = Files.readString(app.resolve(".titan/package/index.js")) + """
                class Orders { find(id) { return drift(id) + 1; } }
                Service('orders@1.0.0')(Orders);
                Public()(Orders.prototype, 'find', Object.getOwnPropertyDescriptor(Orders.prototype, 'find'));
                const word = (f) => { try { f(); return ''; } catch (e) { return e.message; } };
                globalThis.told = [new Orders().find(1), new AuthError().code, t.valid.string().min(2)['~standard'].validate('a').issues.length, word(() => t.db), word(() => inject(Orders))].join();
                """;
        Engine.start(new EngineOptions(64, false));
        try (Isolate isolate = Isolate.create()) {
            isolate.module(Source.of("titan:///package.js", code));
            assertEquals(
                    "2,401,1,t.db is there under titan only: set globalThis.t to what the code under test calls,inject is there under titan only: construct the class with what it needs",
                    isolate.run(Source.of("titan:///ask.js", "globalThis")).string("told"));
        }
    }

    @Test
    void leavesAloneWhatIsRightAndMendsWhatIsNot() throws Exception {
        EditorTypes.write(app, "");
        Files.writeString(app.resolve(".titan/titan.d.ts"), "// of an older version");
        Files.setLastModifiedTime(app.resolve(".titan/tsconfig.json"), FileTime.fromMillis(1_000));
        EditorTypes.write(app, "");
        assertTrue(Files.readString(app.resolve(".titan/titan.d.ts")).contains("declare module 'titan'"));
        assertEquals(
                1_000,
                Files.getLastModifiedTime(app.resolve(".titan/tsconfig.json")).toMillis());
    }
}
