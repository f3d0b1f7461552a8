package dev.titan.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The module 'titan' for where there is no Titan, such as a test runner: the TypeScript is {@code src/main/ts/standalone}. */
public final class Standalone {
    private Standalone() {}

    /** An ES module that imports nothing. */
    public static String module() {
        try (InputStream in = Objects.requireNonNull(Standalone.class.getResourceAsStream("standalone.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
