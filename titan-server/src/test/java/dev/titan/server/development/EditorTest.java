package dev.titan.server.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditorTest {
    private static final Path FILE = Path.of("/shop/app/a b.ts");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code --wait|[code, --wait, -r, -g, /shop/app/a b.ts:12:3]",
                "/usr/bin/cursor|[/usr/bin/cursor, -r, -g, /shop/app/a b.ts:12:3]",
                "CODE.CMD|[CODE.CMD, -r, -g, /shop/app/a b.ts:12:3]",
                "subl|[subl, /shop/app/a b.ts:12:3]",
                "zed|[zed, /shop/app/a b.ts:12:3]",
                "idea|[idea, --line, 12, --column, 3, /shop/app/a b.ts]",
                "webstorm|[webstorm, --line, 12, --column, 3, /shop/app/a b.ts]",
                "gvim -f|[gvim, -f, +call cursor(12,3), /shop/app/a b.ts]",
                "vim|[vim, +call cursor(12,3), /shop/app/a b.ts]",
                "emacsclient -n|[emacsclient, -n, +12:3, /shop/app/a b.ts]",
                "nano|[nano, +12,3, /shop/app/a b.ts]",
                "kate|[kate, --line, 12, --column, 3, /shop/app/a b.ts]",
                "my-editor|[my-editor, /shop/app/a b.ts]"
            })
    void tellsTheEditorThePlaceInItsOwnWay(String command, String arguments) {
        assertEquals(
                arguments,
                Editor.of(Map.of("LAUNCH_EDITOR", command))
                        .arguments(FILE, 12, 3)
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a b  c|[a, b, c]",
                "'/opt/my editor/bin' -n|[/opt/my editor/bin, -n]",
                "\"a b\"c|[a bc]",
                "a\\ b|[a b]",
                "a '' b|[a, , b]",
                "a; rm -rf $HOME|[a;, rm, -rf, $HOME]",
                "`x`|[`x`]"
            })
    void splitsACommandWithoutAShell(String command, String words) {
        assertEquals(words, Editor.split(command).toString());
    }

    @Test
    void prefersTheVariableThatIsMeantForIt() {
        Map<String, String> all = Map.of("LAUNCH_EDITOR", "a", "EDITOR", "b", "VISUAL", "c");
        assertEquals(List.of("a", "/f"), Editor.of(all).arguments(Path.of("/f"), 1, 1));
        assertEquals(
                List.of("b", "/f"),
                Editor.of(Map.of("EDITOR", "b", "VISUAL", "c")).arguments(Path.of("/f"), 1, 1));
        assertEquals(
                List.of("c", "/f"),
                Editor.of(Map.of("LAUNCH_EDITOR", " ", "VISUAL", "c")).arguments(Path.of("/f"), 1, 1));
    }

    @Test
    void saysWhyNoneCanBeStarted() {
        assertTrue(Editor.of(Map.of()).obstacle().contains("LAUNCH_EDITOR=code"));
        assertTrue(Editor.of(Map.of("EDITOR", "/usr/bin/vim"))
                .obstacle()
                .startsWith("EDITOR is vim, which needs the terminal"));
        assertEquals("", Editor.of(Map.of("LAUNCH_EDITOR", "vim")).obstacle());
        assertEquals("", Editor.of(Map.of("EDITOR", "code")).obstacle());
    }
}
