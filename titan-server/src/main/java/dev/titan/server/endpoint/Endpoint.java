package dev.titan.server.endpoint;

import io.undertow.server.HttpServerExchange;

/**
 * Paths of the server's own, answered before the app's routes are asked. Called on I/O threads for every request, so {@link #answers} must cost next to
 * nothing.
 */
public interface Endpoint {
    /**
     * Whether it answers a path.
     *
     * @param path canonical, with its escapes in one spelling
     */
    boolean answers(String path);

    /**
     * Answers, now or later, exactly once.
     *
     * @param answers writes answers
     */
    void answer(HttpServerExchange exchange, String requestId, String path, Answers answers);

    /** The server begins to stop: whatever answers without an end ends now. Called on any thread. */
    default void drain() {}

    /** What it has accepted beside requests and not finished: calls and streams of connections. Called on any thread. */
    default int inFlight() {
        return 0;
    }

    /**
     * The server has stopped but for connections: what they carry is given up, and they close. Called on any thread, again and again.
     *
     * @return whether none is left
     */
    default boolean giveUp() {
        return true;
    }
}
