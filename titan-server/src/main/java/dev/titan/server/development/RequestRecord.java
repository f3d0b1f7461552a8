package dev.titan.server.development;

import dev.titan.runtime.Invocation;
import dev.titan.runtime.Timings;
import dev.titan.server.EndedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that is shown: one that is over, or one whose action still runs. Does not keep the invocation, which has the whole request. Immutable but for its trace, which work
 * that outlives the answer adds to.
 *
 * @param id from 1, in the order in which requests were first heard of
 * @param millis when it began, since 1970
 * @param method as it was sent
 * @param path without the query
 * @param query without the question mark
 * @param over how it ended, without the invocation; null while it runs
 * @param timings of the invocation, null while it runs or when no action was called
 * @param trace of the invocation, null when no action was called
 */
record RequestRecord(
        long id,
        long millis,
        String method,
        String path,
        String query,
        @Nullable EndedRequest over,
        @Nullable Timings timings,
        @Nullable RequestTrace trace) {

    /** One whose action is called now. */
    static RequestRecord running(Invocation invocation, RequestTrace trace) {
        return new RequestRecord(
                trace.id(),
                trace.calledMillis(),
                invocation.method(),
                invocation.path(),
                invocation.query(),
                null,
                null,
                trace);
    }

    /** One that is over now. */
    static RequestRecord ended(long id, EndedRequest request, @Nullable RequestTrace trace) {
        return new RequestRecord(
                id,
                System.currentTimeMillis() - request.nanos() / 1_000_000,
                request.method(),
                request.path(),
                request.query(),
                new EndedRequest(
                        request.method(),
                        request.path(),
                        request.query(),
                        request.status(),
                        request.start(),
                        request.nanos(),
                        request.requestId(),
                        request.fields(),
                        request.answerFields(),
                        request.bytes(),
                        null),
                request.timings(),
                trace);
    }
}
