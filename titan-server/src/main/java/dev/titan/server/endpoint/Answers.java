package dev.titan.server.endpoint;

import dev.titan.runtime.Answer;
import io.undertow.server.HttpServerExchange;

/** Writes answers. */
@FunctionalInterface
public interface Answers {
    /** Writes one, on the I/O thread of the exchange, once. */
    void answer(HttpServerExchange exchange, String requestId, Answer answer);
}
