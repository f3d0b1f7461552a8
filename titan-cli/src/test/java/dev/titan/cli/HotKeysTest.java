package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HotKeysTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final List<String> done = new ArrayList<>();
    private final HotKeys keys = new HotKeys(new Terminal(stream, stream, Map.of(), Path.of("/"), false))
            .add('r', "reload", () -> done.add("reload"))
            .add('q', "quit", () -> done.add("quit"));

    @Test
    void eachKeyDoesItsOwnInEitherCaseUntilTheInputEnds() {
        type("rRxq");
        assertEquals(List.of("reload", "reload", "quit"), done);
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void hListsThemInOrder() {
        type("h");
        assertEquals("""
                  h  show this list
                  r  reload
                  q  quit
                """, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void enterMakesAnEmptyLine() {
        type("\n");
        assertEquals(System.lineSeparator(), out.toString(StandardCharsets.UTF_8));
    }

    private void type(String typed) {
        Keyboard.of(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)))
                .read(keys::press);
    }
}
