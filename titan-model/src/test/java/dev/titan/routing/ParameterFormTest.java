package dev.titan.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "007",
                "12345678901234567890",
                "",
                "-",
                "+1",
                "1.5",
                "-1.50",
                "1.",
                ".5",
                "1.5.5",
                "1e3",
                "٣",
                "--1",
                "1-",
                "%31"
            })
    void agreesWithTheExpressionsOfItsContract(String text) {
        String path = "/7/" + text + "/7";
        int from = 3;
        int to = from + text.length();
        assertEquals(text.matches("-?[0-9]+"), ParameterForm.isInt(path, from, to), text);
        assertEquals(text.matches("-?[0-9]+(\\.[0-9]+)?"), ParameterForm.isNumber(path, from, to), text);
    }

    @Test
    void knowsAUuid() {
        assertUuid(true, "018f3c2a-7b1d-7e4f-9A2B-0123456789aF");
        assertUuid(false, "018f3c2a-7b1d-7e4f-9A2B-0123456789a");
        assertUuid(false, "018f3c2a-7b1d-7e4f-9A2B-0123456789aFF");
        assertUuid(false, "018f3c2a07b1d-7e4f-9A2B-0123456789aF");
        assertUuid(false, "018g3c2a-7b1d-7e4f-9A2B-0123456789aF");
        assertUuid(false, "");
    }

    private static void assertUuid(boolean expected, String text) {
        String path = "-" + text + "-";
        assertEquals(expected, ParameterForm.isUuid(path, 1, path.length() - 1), text);
    }
}
