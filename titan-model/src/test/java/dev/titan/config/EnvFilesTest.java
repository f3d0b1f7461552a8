package dev.titan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.titan.model.DiagnosticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFilesTest {
    @TempDir
    Path folder;

    @Test
    void laterFilesWinAndTheRealEnvironmentOverAll() throws Exception {
        write(".env", "A=1\nB=1\nC=1\nD=1\nE=1\n");
        write(".env.local", "B=2\nC=2\nD=2\nE=2\n");
        write(".env.production", "C=3\nD=3\nE=3\n");
        write(".env.production.local", "D=4\nE=4\n");
        write(".env.development", "A=no\n");
        EnvFiles files = EnvFiles.load(folder, Mode.PRODUCTION, Map.of("E", "5", "OTHER", "x"));
        assertEquals(Map.of("A", "1", "B", "2", "C", "3", "D", "4", "E", "5"), files.values());
        assertEquals(List.of("A", "B", "C", "D", "E"), files.names());
        assertEquals(List.of(".env", ".env.local", ".env.production", ".env.production.local"), files.files());
        assertEquals("x", files.over(Map.of("E", "5", "OTHER", "x")).get("OTHER"));
    }

    @Test
    void readsEveryFormOfValue() throws Exception {
        write(".env", """
                \uFEFF# a comment

                BARE = some words  # comment
                HASH=a#b
                EMPTY=
                EMPTY_WITH_COMMENT= # none
                export EXPORTED=yes
                SINGLE='$HOME ${BARE} \\n # no comment'
                DOUBLE="tab\\tquote\\" dollar\\${BARE} backslash\\\\ other\\d" # comment
                MULTI="first
                second # no comment
                third"
                TICK=`it's "fine"`
                  INDENTED=1
                EQUALS=a=b==
                UNICODE=größe
                """);
        Map<String, String> values =
                EnvFiles.load(folder, Mode.DEVELOPMENT, Map.of()).values();
        assertEquals("some words", values.get("BARE"));
        assertEquals("a#b", values.get("HASH"));
        assertEquals("", values.get("EMPTY"));
        assertEquals("", values.get("EMPTY_WITH_COMMENT"));
        assertEquals("yes", values.get("EXPORTED"));
        assertEquals("$HOME ${BARE} \\n # no comment", values.get("SINGLE"));
        assertEquals("tab\tquote\" dollar${BARE} backslash\\ other\\d", values.get("DOUBLE"));
        assertEquals("first\nsecond # no comment\nthird", values.get("MULTI"));
        assertEquals("it's \"fine\"", values.get("TICK"));
        assertEquals("1", values.get("INDENTED"));
        assertEquals("a=b==", values.get("EQUALS"));
        assertEquals("größe", values.get("UNICODE"));
    }

    @Test
    void expandsReferencesOnce() throws Exception {
        write(".env", "A=${REAL}\nB=\"${A}/b\"\nC=${NONE:-other}${NONE}\nD=$A\n");
        Map<String, String> values = EnvFiles.load(folder, Mode.PRODUCTION, Map.of("REAL", "x\\n${B}"))
                .values();
        assertEquals("x\\n${B}", values.get("A"));
        assertEquals("x\\n${B}/b", values.get("B"));
        assertEquals("other", values.get("C"));
        assertEquals("$A", values.get("D"));
    }

    @Test
    void readsWindowsLineEndings() throws Exception {
        write(".env", "A=1\r\nB=\"x\r\ny\"\r\n");
        assertEquals(
                Map.of("A", "1", "B", "x\ny"),
                EnvFiles.load(folder, Mode.PRODUCTION, Map.of()).values());
    }

    @Test
    void reportsEveryMalformedLineWithoutItsText() throws Exception {
        write(".env", "GOOD=1\n  secret words\nA-B=1\nC=\"x\" y\nD='open\n");
        DiagnosticException e =
                assertThrows(DiagnosticException.class, () -> EnvFiles.load(folder, Mode.PRODUCTION, Map.of()));
        assertEquals("""
                .env:2:3: expected NAME=value or a comment that begins with #
                .env:3:1: expected NAME=value or a comment that begins with #
                .env:4:6: nothing but a comment may follow the closing quote
                .env:5:3: the value of D has no closing '""", e.getMessage());
        e.diagnostics().forEach(d -> assertEquals("", d.location().lineText()));
    }

    @Test
    void anAppFindsWhatIsDeclaredOrGrantedAndTheRestIsWithheld() throws Exception {
        write(".env", "A=file\nB=file\n");
        Map<String, String> environment = Map.of("B", "real", "C", "real", "APP_X", "real", "SECRET", "real");
        assertEquals(
                new AppEnvironment(Map.of("A", "file", "B", "real", "C", "real", "APP_X", "real"), Set.of("SECRET")),
                EnvFiles.load(folder, Mode.PRODUCTION, environment).forApp(List.of("C", "APP_*"), environment));
    }

    @Test
    void aFolderWithoutFilesDeclaresNothing() throws Exception {
        assertEquals(EnvFiles.NONE, EnvFiles.load(folder, Mode.PRODUCTION, Map.of("A", "1")));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
