package dev.titan.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
