package dev.titan.runtime;

import java.nio.charset.StandardCharsets;

/** A message to be sent, perhaps to many. */
record SocketMessage(byte[] bytes, boolean text) {
    /** @param content a String or bytes */
    static SocketMessage of(Object content) {
        return content instanceof byte[] bytes
                ? new SocketMessage(bytes, false)
                : new SocketMessage(String.valueOf(content).getBytes(StandardCharsets.UTF_8), true);
    }
}
