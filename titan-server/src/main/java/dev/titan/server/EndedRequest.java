package dev.titan.server;

import dev.titan.runtime.Invocation;
import dev.titan.runtime.Timings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is over. Immutable.
 *
 * @param method as sent, but for characters that no log should hold, which are percent-encoded
 * @param path as sent, without the query, encoded in the same way
 * @param query as sent, without the question mark; empty if there is none
 * @param status of the answer; 499 when the client went before it had one
 * @param start the end of the head, by {@link System#nanoTime}
 * @param nanos from there to the end of the answer
 * @param requestId its id, empty when it was refused before it had one
 * @param fields names and values of the request's header fields in turn, as sent
 * @param answerFields those of the answer
 * @param bytes of the answer's body that were sent
 * @param invocation what was called, or null when no action was
 */
public record EndedRequest(
        String method,
        String path,
        String query,
        int status,
        long start,
        long nanos,
        String requestId,
        List<String> fields,
        List<String> answerFields,
        long bytes,
        @Nullable Invocation invocation) {
    public EndedRequest {
        fields = List.copyOf(fields);
        answerFields = List.copyOf(answerFields);
    }

    /** Of the invocation; null when no action was called. */
    public @Nullable Timings timings() {
        return invocation == null ? null : invocation.timings();
    }
}
