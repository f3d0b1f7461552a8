package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b, /a/b",
        "/a/, /a/",
        "/%61, /a",
        "/%7e~, /~~",
        "/a%2fb, /a%2Fb",
        "/a%5cb, /a%5Cb",
        "/%252e%252e, /%252e%252e",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/a/%2e%2E/b, /b",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/a/.., /",
        "/.a, /.a",
        "/...,/...",
        "/a/.b/..c, /a/.b/..c",
        "//a, //a",
        "/a//../b, /a/b",
        "/caf%c3%a9, /caf%C3%A9",
        "/a+b:c@d;e=f, /a+b:c@d;e=f",
        "/%3b%40, /;@",
        "/%5bid%5d, /%5Bid%5D",
        "/[id]|, /%5Bid%5D%7C",
        "/%0d%0a, /%0D%0A",
    })
    void makesOneSpellingOfMany(String raw, String canonical) {
        assertEquals(canonical, RequestPath.canonical(raw));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "*",
                "/..",
                "/../a",
                "/a/../../b",
                "/%2e%2e",
                "/.%2E/a",
                "/a/..//../..",
                "/%00",
                "/a%",
                "/a%4",
                "/%zz",
                "/%4g",
                "/%g4",
                "/%c3",
                "/%ff",
                "/%c0%ae",
                "/%ed%a0%80",
                "/\u0100",
                "/a\0b"
            })
    void refusesWhatIsMalformed(String raw) {
        assertNull(RequestPath.canonical(raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "a=%00&b=%20", "a=%c3%A9+%E2%82%ac", "%25zz=%2525"})
    void takesAQueryThatCanBeDecoded(String query) {
        assertTrue(RequestPath.isDecodable(query), query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a=%4", "a=%zz", "a=%ff", "a=%c3&b=%A9", "a=%c3\u00a9", "%c0%ae"})
    void refusesAQueryThatCannotBeDecoded(String query) {
        assertFalse(RequestPath.isDecodable(query), query);
    }

    @Test
    void copiesNothingOfAPathThatIsCanonical() {
        String path = "/actions/users/42";
        assertSame(path, RequestPath.canonical(path));
    }

    @Test
    void encodesOctetsThatShouldHaveBeen() {
        assertEquals("/%C3%A9", RequestPath.canonical("/\u00c3\u00a9"));
    }
}
