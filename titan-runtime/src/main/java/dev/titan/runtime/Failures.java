package dev.titan.runtime;

import dev.titan.config.Limits;
import dev.titan.model.SourceLocation;
import java.util.List;
import java.util.Map;

/** The failures that the runtime itself answers with. */
final class Failures {
    private Failures() {}

    static Answer.Failure queueFull() {
        return busy("TITAN_E503", "Server busy", "the queue for a worker is full");
    }

    static Answer.Failure queueTimeout() {
        return busy("TITAN_E503", "Server busy", "no worker was free in time");
    }

    static Answer.Failure tooManySuspended() {
        return busy("TITAN_E503", "Server busy", "too many requests are suspended");
    }

    static Answer.Failure draining() {
        return busy("TITAN_E503_DRAINING", "Server is stopping", "the server takes no new requests");
    }

    /** For an invocation whose slice was ended. */
    static Answer.Failure ended(LimitReason reason, Limits limits) {
        return switch (reason) {
            case CPU ->
                busy(
                        "TITAN_E503_CPU",
                        "Action ended at its CPU limit",
                        "it computed for more than " + limits.cpuMs() + " ms without a pause");
            case HEAP ->
                busy(
                        "TITAN_E503_HEAP",
                        "Action ended at its memory limit",
                        "its isolate grew beyond " + limits.heapMb() + " MiB");
        };
    }

    /** For a call whose outcome is lost, since the slice was ended in which it came together with the one that is at fault. */
    static Answer.Failure endedTogether(Limits limits) {
        return busy(
                "TITAN_E503_CPU",
                "Action ended at its CPU limit",
                "one that came together with it computed for more than " + limits.cpuMs() + " ms without a pause");
    }

    /** For an action that was loaded in the generation before and cannot be in this one. */
    static Answer.Failure notLoaded(LoadException why) {
        return new Answer.Failure(500, "TITAN_E500", "", "", Map.of(), List.of(), why.error());
    }

    /** For a call of services that have never started, which is known in development alone: a server that is to serve does not open its port then. */
    static Answer.Failure servicesDown(LoadException why) {
        SourceLocation place = why.diagnostic().location();
        String where = place == null ? "" : " (" + place.file() + ":" + place.line() + ":" + place.column() + ")";
        return Answer.Failure.of(500, "TITAN_E500_APP", "The app cannot be served as it is", why.getMessage() + where);
    }

    static Answer.Failure workerLost() {
        return busy("TITAN_E503_WORKER", "Worker replaced", "the worker that ran the request had to be replaced");
    }

    /** For an invocation that nobody waits for any more: its time is over, or its client has gone. */
    static Answer.Failure gaveUp(boolean timedOut, Limits limits) {
        return timedOut
                ? Answer.Failure.of(504, "TITAN_E504", "Gateway Timeout", "no answer within " + limits.wallMs() + " ms")
                : clientGone();
    }

    /** For an invocation whose client has gone: nobody reads it. 499 is the log code that the field uses for it. */
    static Answer.Failure clientGone() {
        return Answer.Failure.of(499, "TITAN_E499", "Client Closed Request", "");
    }

    private static Answer.Failure busy(String code, String title, String detail) {
        return new Answer.Failure(503, code, title, detail, Map.of(), List.of("Retry-After", "1"), null);
    }
}
