package dev.titan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPatternTest {
    @ParameterizedTest
    @CsvSource({
        "*,https://anything.example,true",
        "https://shop.example,https://shop.example,true",
        "https://Shop.Example,https://sHOP.example,true",
        "https://shop.example,http://shop.example,false",
        "https://shop.example,https://shop.example:8443,false",
        "https://shop.example,https://shop.example.evil.example,false",
        "https://*.shop.example,https://a.shop.example,true",
        "https://*.shop.example,https://a.b.shop.example,true",
        "https://*.shop.example,https://shop.example,false",
        "https://*.shop.example,https://.shop.example,false",
        "https://*.shop.example,https://evilshop.example,false",
        "https://*.shop.example,https://evil.example/.shop.example,false",
        "https://*.shop.example,https://evil.example:80@a.shop.example,false",
        "https://*.shop.example:8443,https://a.shop.example:8443,true",
        "http://localhost:*,http://localhost:5173,true",
        "http://localhost:*,http://localhost,true",
        "http://localhost:*,http://localhost.evil.example:80,false",
        "http://localhost:*,http://localhost:evil,false",
        "http://[::1]:*,http://[::1]:5173,true",
        "http://*.local:*,http://a.local:1,true",
        "null,null,true",
    })
    void matchesOriginsOfItsForm(String pattern, String origin, boolean expected) {
        assertEquals(expected, OriginPattern.parse(pattern).matches(origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example",
                "https://",
                "https://shop.example/",
                "https://shop.example/a",
                "https://a.*.example",
                "https://*",
                "*://shop.example",
                "https://shop.example:",
                "https://shop.example:http",
                "https://u@shop.example",
                "https://a b",
                "https://[::1",
                "https://[nonsense]"
            })
    void refusesWhatIsNoOriginAndQuotesIt(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> OriginPattern.parse(text));
        assertTrue(e.getMessage().startsWith("\"" + text + "\" is not an origin"), e.getMessage());
    }
}
