package dev.titan.server.netron;

import dev.titan.model.PlainJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client introduces itself. Immutable.
 *
 * @param id that it has given itself; empty for none
 * @param credit whether it gives credit for the chunks of streams
 */
record ClientHello(String id, boolean credit) {
    /** Of one that has not. */
    static final ClientHello NONE = new ClientHello("", false);

    private static final int MOST_ID = 128;

    /** @return null where it is no introduction, but a packet whose id looks like the beginning of one */
    static @Nullable ClientHello of(byte[] text) {
        Object given;
        try {
            given = PlainJson.parse(new String(text, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            return null;
        }
        if (!(given instanceof Map<?, ?> client) || !"client-id".equals(client.get("type"))) {
            return null;
        }
        String id = String.valueOf(client.get("id"));
        boolean refused = id.length() > MOST_ID || id.chars().anyMatch(c -> c < ' ');
        return new ClientHello(
                refused ? "" : id, client.get("ext") instanceof List<?> offered && offered.contains("credit"));
    }
}
