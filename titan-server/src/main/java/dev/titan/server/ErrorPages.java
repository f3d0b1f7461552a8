package dev.titan.server;

import dev.titan.runtime.Answer;
import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;

/** Shows what went wrong to people; only development has it. Safe for use by many threads. */
public interface ErrorPages {
    /** For clients that are no people. */
    ErrorPages NONE = (exchange, failed) -> null;

    /**
     * The page for a request that failed.
     *
     * @return null when the client is to get a problem (RFC 9457)
     */
    Answer.@Nullable Response page(HttpServerExchange exchange, FailedRequest failed);
}
