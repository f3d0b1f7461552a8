package dev.titan.runtime;

import dev.titan.config.Limits;
import dev.titan.model.ErrorCode;
import dev.titan.model.SourceLocation;
import java.util.List;
import java.util.Map;

/** The failures that the runtime itself answers with. */
final class Failures {
    private Failures() {}

    static Answer.Failure queueFull() {
        return busy(ErrorCode.OVERLOADED, "the queue for a worker is full");
    }

    static Answer.Failure queueTimeout() {
        return busy(ErrorCode.OVERLOADED, "no worker was free in time");
    }

    static Answer.Failure tooManySuspended() {
        return busy(ErrorCode.OVERLOADED, "too many requests are suspended");
    }

    static Answer.Failure draining() {
        return busy(ErrorCode.DRAINING, "the server takes no new requests");
    }

    /** For an invocation whose slice was ended. */
    static Answer.Failure ended(LimitReason reason, Limits limits) {
        return switch (reason) {
            case CPU ->
                busy(ErrorCode.CPU_LIMIT, "it computed for more than " + limits.cpuMs() + " ms without a pause");
            case HEAP -> busy(ErrorCode.HEAP_LIMIT, "its isolate grew beyond " + limits.heapMb() + " MiB");
        };
    }

    /** For a call whose outcome is lost, since the slice was ended in which it came together with the one that is at fault. */
    static Answer.Failure endedTogether(Limits limits) {
        return busy(
                ErrorCode.CPU_LIMIT,
                "one that came together with it computed for more than " + limits.cpuMs() + " ms without a pause");
    }

    /** For an action that was loaded in the generation before and cannot be in this one. */
    static Answer.Failure notLoaded(LoadException why) {
        return new Answer.Failure(500, ErrorCode.ACTION_FAILED.code(), "", "", Map.of(), List.of(), why.error());
    }

    /** For a call of services that have never started, which is known in development alone: a server that is to serve does not open its port then. */
    static Answer.Failure servicesDown(LoadException why) {
        SourceLocation place = why.diagnostic().location();
        String where = place == null ? "" : " (" + place.file() + ":" + place.line() + ":" + place.column() + ")";
        return Answer.Failure.of(ErrorCode.APP_BROKEN, why.getMessage() + where);
    }

    static Answer.Failure workerLost() {
        return busy(ErrorCode.WORKER_LOST, "the worker that ran the request had to be replaced");
    }

    /** For an invocation that nobody waits for any more: its time is over, or its client has gone. */
    static Answer.Failure gaveUp(boolean timedOut, Limits limits) {
        return timedOut
                ? Answer.Failure.of(ErrorCode.WALL_LIMIT, "no answer within " + limits.wallMs() + " ms")
                : clientGone();
    }

    /** For an invocation whose client has gone: nobody reads it. 499 is the log code that the field uses for it. */
    static Answer.Failure clientGone() {
        return Answer.Failure.of(499, "TITAN_E499", "Client Closed Request", "");
    }

    /** A failure with status 503 that is worth another try. */
    private static Answer.Failure busy(ErrorCode error, String detail) {
        return new Answer.Failure(
                error.status(), error.code(), error.title(), detail, Map.of(), List.of("Retry-After", "1"), null);
    }
}
