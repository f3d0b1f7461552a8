package dev.titan.model;

import dev.titan.routing.MethodSet;
import java.util.List;
import java.util.Map;

/**
 * One way from a method and a path to what answers it. Immutable.
 *
 * <p>A pattern is a sequence of segments: literal text (not percent-encoded), {@code :name} or {@code :name<type>} for one segment, and last of all
 * {@code *name} for the rest (one segment or more). Types: {@code number}, {@code int}, {@code uuid}, {@code string}.
 *
 * @param pattern for example {@code /actions/users/:id}
 * @param methods upper case; empty means all; {@code WEBSOCKET} alone for a GET that asks for a WebSocket
 * @param target what answers
 * @param location where the author wrote it
 */
public record RouteEntry(String pattern, List<String> methods, Target target, SourceLocation location) {

    /** What answers a route. */
    public sealed interface Target {}

    /**
     * A handler of an action.
     *
     * @param action {@link ActionEntry#id()}
     * @param export {@link ActionEntry.Handler#export()}
     */
    public record Action(String action, String export) implements Target {}

    /**
     * A redirect.
     *
     * @param location an absolute path or URL; {@code :name} in it is replaced by the parameter's value
     * @param status 301, 302, 303, 307 or 308
     */
    public record Redirect(String location, int status) implements Target {}

    /**
     * A fixed answer.
     *
     * @param status 200 to 599
     * @param headers by lower-case name
     * @param body the text to send
     */
    public record Reply(int status, Map<String, String> headers, String body) implements Target {
        public Reply {
            headers = Map.copyOf(headers);
        }
    }

    public RouteEntry {
        methods = List.copyOf(methods);
    }

    /** Whether it answers requests for WebSockets, by the socket of an action. */
    public boolean isSocket() {
        return methods.contains(MethodSet.WEBSOCKET_NAME);
    }
}
