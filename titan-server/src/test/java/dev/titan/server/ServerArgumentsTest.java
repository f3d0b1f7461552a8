package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.server.ServerArguments.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerArgumentsTest {
    private static String refusal(String... arguments) {
        return String.valueOf(assertThrows(UsageException.class, () -> ServerArguments.parse(arguments))
                .getMessage());
    }

    @Test
    void takesAValueInEitherForm() throws Exception {
        assertEquals(
                Map.of("--port", "80", "--host", "::1", "--config", "a=b.json"),
                ServerArguments.parse("--port", "80", "--host=::1", "--config=a=b.json")
                        .settings());
    }

    @Test
    void takesTheLastOfTwo() throws Exception {
        assertEquals(
                Map.of("--port", "2"),
                ServerArguments.parse("--port=1", "--port", "2").settings());
    }

    @Test
    void namesTheNearestFlag() {
        assertEquals("unknown flag --prot; did you mean --port?", refusal("--prot", "1"));
        assertEquals("unknown flag --xyzzy; --help tells what there is", refusal("--xyzzy"));
        assertEquals("unexpected argument \"app\"; --help tells what there is", refusal("app"));
        assertEquals("--port needs a value; --help tells what there is", refusal("--port"));
    }

    @Test
    void tellsOfEveryFlagThatItTakes() throws Exception {
        assertTrue(ServerArguments.parse("--help").help());
        assertTrue(ServerArguments.parse("--version").version());
        for (String flag : ServerArguments.KEYS.keySet()) {
            assertTrue(ServerArguments.HELP.contains("  " + flag + " <"), flag);
        }
    }
}
