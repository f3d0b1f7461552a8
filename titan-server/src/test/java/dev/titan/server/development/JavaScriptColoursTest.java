package dev.titan.server.development;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaScriptColoursTest {
    /** Below each character: c comment, s string, k keyword, n number, f call, T type. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "const x = f(1.5)|kkkkk     f nnn ",
                "a // b|  cccc",
                "a /* b */ c|  ccccccc  ",
                "'it\\'s' + b|sssssss    ",
                "\"open|sssss",
                "`a${b + `c${1}`}d`|ss      ss  n s ss",
                "x = /[/]'/.test(y)|    ssssss ffff   ",
                "a / b / 2|        n",
                "return /a/|kkkkkk sss",
                "new Map<string, Id>()|kkk TTT         TT   ",
                "o.default / 2|            n",
                "</div>|      "
            })
    void coloursWhatTheEyeLooksFor(String code, String expected) {
        StringBuilder marks = new StringBuilder();
        for (byte kind : JavaScriptColours.of(code)) {
            marks.append(" csknfT".charAt(kind));
        }
        assertEquals(expected, marks.toString());
    }

    @Test
    void endsForEveryText() {
        long seed = Long.getLong("titan.seed", 1);
        Random random = new Random(seed);
        String characters = "/*`'\"${}\\\n[]() aB1.@#\ud83d\ude42";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(characters.charAt(random.nextInt(characters.length())));
            }
            assertEquals(
                    text.length(), JavaScriptColours.of(text.toString()).length, () -> "seed " + seed + ": " + text);
        }
    }
}
