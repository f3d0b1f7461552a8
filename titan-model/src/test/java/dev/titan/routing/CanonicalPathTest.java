package dev.titan.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CanonicalPathTest {
    @Test
    void leavesPathCharactersAlone() {
        String plain = "azAZ09-._~!$&'()*+,;=:@";
        assertSame(plain, CanonicalPath.encode(plain));
        assertTrue(plain.chars().allMatch(CanonicalPath::plain));
    }

    @Test
    void encodesEverythingElseAsUtf8InUpperCase() {
        assertEquals("caf%C3%A9", CanonicalPath.encode("café"));
        assertEquals("%E2%82%AC%F0%9F%98%80", CanonicalPath.encode("€😀"));
        assertEquals("a%2Fb%25%20%3F%23%5Bid%5D%7C%5C%22%3C%3E%00", CanonicalPath.encode("a/b% ?#[id]|\\\"<>\0"));
        assertEquals("%3F", CanonicalPath.encode("\ud800"));
        assertFalse(CanonicalPath.plain(-1));
        assertFalse(CanonicalPath.plain('é'));
    }
}
