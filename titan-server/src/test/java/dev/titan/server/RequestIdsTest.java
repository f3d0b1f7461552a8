package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    @Test
    void neverRepeatsAnId() {
        Set<String> seen = new HashSet<>();
        RequestIds first = new RequestIds(0);
        RequestIds second = new RequestIds(1);
        for (int i = 0; i < 1000; i++) {
            seen.add(first.next());
            seen.add(second.next());
        }
        assertEquals(2000, seen.size());
        seen.forEach(id -> assertTrue(RequestIds.valid(id), id));
    }

    @Test
    void takesOverOnlyWhatIsSafeInHeadersAndLogs() {
        assertTrue(RequestIds.valid("0f8fad5b-d9cb-469f-a165-70867728950e"));
        assertTrue(RequestIds.valid("Root=1".replace('=', ':')));
        assertFalse(RequestIds.valid(""));
        assertFalse(RequestIds.valid("a b"));
        assertFalse(RequestIds.valid("a\nb"));
        assertFalse(RequestIds.valid("<script>"));
        assertFalse(RequestIds.valid("a".repeat(129)));
    }
}
