package dev.titan.config;

/**
 * What WebSockets of actions may take. Immutable.
 *
 * @param messageBytes largest message that is received
 * @param bufferBytes that may wait to be sent to one client
 * @param pingMs how long nothing may come from a client before it is asked for a sign of life, milliseconds
 */
public record Sockets(int messageBytes, long bufferBytes, int pingMs) {
    /** A message as large as a body, four of them waiting. */
    public static final Sockets DEFAULTS = new Sockets(1 << 20, 4 << 20, 25_000);
}
