package dev.titan.runtime;

import dev.titan.host.BytePipe;
import dev.titan.model.ErrorCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an invocation ended. Immutable. */
public sealed interface Answer {
    /** As HTTP has it; 499 where nobody waits for it any more. */
    int status();

    /**
     * A response that the action's code made, already checked: the status is valid, no header has a line break or NUL.
     *
     * @param status 100 to 599
     * @param headers names and values in turn, in the author's order; a name may recur (Set-Cookie)
     * @param body what to send
     */
    record Response(int status, List<String> headers, Body body) implements Answer {}

    /** The body of a response. */
    sealed interface Body {}

    /** No body, no Content-Length but 0. */
    record Empty() implements Body {}

    /** Characters, sent as UTF-8. */
    record Text(String text) implements Body {}

    /** Bytes as they are. */
    record Bytes(byte[] bytes) implements Body {}

    /** Bytes that come while they are sent. The receiver reads the pipe to its end, or cancels it. */
    record Stream(BytePipe pipe) implements Body {}

    /**
     * A file for the server to send, with ranges and validators.
     *
     * @param path as the author gave it, relative to the app's public/ or data/ folder
     */
    record FileBody(String path) implements Body {}

    /**
     * No response came of the invocation; the server answers with a problem (RFC 9457).
     *
     * @param status 400 to 599
     * @param code stable, for example {@code TITAN_E500}
     * @param title one line that is safe to show; empty for the usual phrase of the status
     * @param detail safe to show, or empty
     * @param extra further members of the problem that are safe to show, as JSON values by name (for example {@code fields}), in plain JSON values
     * @param headers names and values in turn, for example Retry-After
     * @param error what the author's code threw: for the log, and in development for the author; null when nothing was thrown
     */
    record Failure(
            int status,
            String code,
            String title,
            String detail,
            Map<String, @Nullable Object> extra,
            List<String> headers,
            @Nullable ThrownError error)
            implements Answer {

        /** One of the failures that Titan documents, with nothing thrown behind it. */
        public static Failure of(ErrorCode error, String detail) {
            return of(error.status(), error.code(), error.title(), detail);
        }

        /** A failure of Titan's own making, with nothing thrown behind it. */
        public static Failure of(int status, String code, String title, String detail) {
            return new Failure(status, code, title, detail, Map.of(), List.of(), null);
        }
    }
}
