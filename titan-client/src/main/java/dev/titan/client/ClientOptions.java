package dev.titan.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is decided when a client is made.
 *
 * @param timeout of each call
 * @param connectTimeout of each attempt to connect
 * @param headers sent with each request, or with the upgrade to WebSocket
 * @param token gives the bearer token; null for none
 * @param renewable whether it may give another each time
 * @param errors which exceptions stand for which errors
 * @param traceparent asked before each call
 */
record ClientOptions(
        Duration timeout,
        Duration connectTimeout,
        Map<String, String> headers,
        @Nullable Supplier<@Nullable String> token,
        boolean renewable,
        ErrorClasses errors,
        @Nullable Supplier<@Nullable String> traceparent) {

    /** The trace that the next call belongs to (W3C Trace Context, section 3.2). */
    Optional<String> trace() {
        return traceparent == null ? Optional.empty() : Optional.ofNullable(traceparent.get());
    }
}
