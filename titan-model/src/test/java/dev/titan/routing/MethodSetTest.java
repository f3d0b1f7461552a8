package dev.titan.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MethodSetTest {
    @Test
    void givesEachNamedMethodItsBit() {
        for (int i = 0; i < MethodSet.NAMES.size(); i++) {
            assertEquals(1 << i, MethodSet.bit(MethodSet.NAMES.get(i)));
        }
        assertEquals(MethodSet.OTHER, MethodSet.bit("PROPFIND"));
        assertEquals(MethodSet.OTHER, MethodSet.bit("get"));
    }

    @Test
    void listsMethodsInOneOrderWithOptionsAlways() {
        assertEquals("OPTIONS", MethodSet.allow(0));
        assertEquals("GET, HEAD, DELETE, OPTIONS", MethodSet.allow(MethodSet.DELETE | MethodSet.HEAD | MethodSet.GET));
        assertEquals("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS", MethodSet.allow(MethodSet.ALL));
    }
}
