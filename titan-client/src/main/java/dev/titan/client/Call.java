package dev.titan.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a server.
 *
 * @param service {@code users}, {@code users@1.0.0} or a range: {@code users@^1.0.0}
 * @param timeout from when it was made until its result is of no use
 */
record Call(String service, String method, @Nullable Object[] arguments, Duration timeout) {
    /** For messages. */
    String name() {
        return service + "." + method;
    }
}
