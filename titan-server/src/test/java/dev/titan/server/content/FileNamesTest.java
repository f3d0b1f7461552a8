package dev.titan.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @Test
    void decodesOnce() {
        assertEquals(List.of("a b", "%2e%2e", "ü"), FileNames.ofPath("/a%20b/%252e%252e/%C3%BC"));
        assertEquals(List.of("a", ""), FileNames.ofPath("/a/"));
        assertEquals(List.of(""), FileNames.ofPath("/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "//",
                "/a//b",
                "/.",
                "/..",
                "/.a",
                "/a/.b",
                "/%2e",
                "/%2E%2E/a",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a%00",
                "/a%0a",
                "/C%3A",
                "/%ff",
                "/%c0%ae",
                "/%\u0661\u0661"
            })
    void refusesPathsThatCanNameNoServedFile(String path) {
        assertNull(FileNames.ofPath(path));
    }
}
