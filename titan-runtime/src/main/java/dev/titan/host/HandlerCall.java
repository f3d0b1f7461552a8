package dev.titan.host;

/**
 * What a handler is called with. Immutable.
 *
 * @param kind of handler
 * @param name as it was defined
 * @param payload as the kind's JavaScript reads it
 * @param id names the call in the log
 * @param timeoutMs for how long it may go on, milliseconds
 */
public record HandlerCall(String kind, String name, String payload, String id, long timeoutMs) {}
