package dev.titan.server.websocket;

/**
 * What a connection may take. Immutable.
 *
 * @param messageBytes of one received message; a longer one closes with 1009
 * @param bufferBytes that may wait to be sent before the client counts as too slow: a further message closes with 1013
 * @param pingMs how long nothing may come before the client is asked for a sign of life
 * @param idleMs how long nothing may come, pongs included, before the connection is given up; at least {@code pingMs}
 */
public record WebSocketSettings(int messageBytes, long bufferBytes, int pingMs, int idleMs) {
    public WebSocketSettings {
        if (messageBytes < 1 || bufferBytes < 1 || pingMs < 1 || idleMs < pingMs) {
            throw new IllegalArgumentException("sizes and times must be positive, and idleMs at least pingMs");
        }
    }
}
