package dev.titan.server.inspector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The description of the protocol that V8 speaks, as the Chrome DevTools Protocol publishes it: clients make their methods of it. */
final class ProtocolText {
    private static final String RESOURCE = "js_protocol.json";

    private ProtocolText() {}

    static String read() {
        try (InputStream in = Objects.requireNonNull(ProtocolText.class.getResourceAsStream(RESOURCE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
