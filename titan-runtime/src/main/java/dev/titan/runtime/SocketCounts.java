package dev.titan.runtime;

/**
 * How much sockets of actions do. Immutable.
 *
 * @param open sockets now, those included that are asked for or closing
 * @param received messages since the start
 * @param sent messages since the start, a broadcast once for each that it went to
 */
public record SocketCounts(int open, long received, long sent) {}
