package dev.titan.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheLifetimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "app-BXxA1b2c.js",
                "app-5KQ7XM2A.css",
                "app.3f2a9c1b.js",
                "logo-0123456789abcdef.svg",
                "app-BXxA1b2c.js.map"
            })
    void keepsHashedNamesForGood(String name) {
        assertEquals("public, max-age=31536000, immutable", CacheLifetime.ofName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "app.js",
                "my-document.js",
                "photo-20240131.jpg",
                "report-2024final.pdf",
                "jquery-3.7.1.min.js",
                "page-3f2a9c1b.html",
                "README",
                "a.",
                "3f2a9c1b"
            })
    void revalidatesAllOthers(String name) {
        assertEquals("no-cache", CacheLifetime.ofName(name));
    }
}
