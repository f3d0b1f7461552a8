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
     * @param path canonical, see {@link RequestPath}
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
}
