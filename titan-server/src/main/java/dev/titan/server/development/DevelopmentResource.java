package dev.titan.server.development;

import dev.titan.server.endpoint.Answers;
import io.undertow.server.HttpServerExchange;

/** What one path below {@code /__titan} answers. Only requests of this machine reach it. */
interface DevelopmentResource {
    /** The method that it answers, HEAD with GET. */
    default String method() {
        return "GET";
    }

    /** Answers on an I/O thread, now or later, exactly once. */
    void answer(HttpServerExchange exchange, String requestId, Answers answers);
}
