package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MediaTypeTest {
    @Test
    void readsEssenceAndParameters() {
        MediaType type = MediaType.parse("Text/HTML ; Charset=ISO-8859-1; boundary=\"a;b\\\"c\"; x=y");
        assertEquals("text/html", type.essence());
        assertEquals("ISO-8859-1", type.charset());
        assertEquals("a;b\"c", type.boundary());
    }

    @Test
    void hasNoEssenceWithoutAField() {
        assertEquals("", MediaType.parse(null).essence());
    }

    @Test
    void takesTheFirstOfTwoParameters() {
        assertEquals("a", MediaType.parse("text/plain; charset=a; charset=b").charset());
    }

    @Test
    void ignoresParametersWithoutValue() {
        assertNull(MediaType.parse("text/plain; charset").charset());
        assertNull(MediaType.parse("text/plain;").charset());
        assertEquals("", MediaType.parse("text/plain; charset=").charset());
    }

    @Test
    void knowsJsonByItsSuffix() {
        assertTrue(MediaType.parse("application/json; charset=utf-8").isJson());
        assertTrue(MediaType.parse("application/vnd.api+json").isJson());
        assertFalse(MediaType.parse("application/jsonl").isJson());
        assertFalse(MediaType.parse("text/json5").isJson());
    }
}
