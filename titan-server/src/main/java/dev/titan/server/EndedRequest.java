package dev.titan.server;

import dev.titan.runtime.Timings;
import org.jspecify.annotations.Nullable;

/**
 * A request that is over. Immutable.
 *
 * @param method as sent, but for characters that no log should hold, which are percent-encoded
 * @param path as sent, without the query, encoded in the same way
 * @param status of the answer; 499 when the client went before it had one
 * @param nanos from the end of the head to the end of the answer
 * @param timings of the invocation, or null when no action was called
 */
public record EndedRequest(
        String method,
        String path,
        int status,
        long nanos,
        @Nullable Timings timings) {}
