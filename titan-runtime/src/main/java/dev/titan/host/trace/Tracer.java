package dev.titan.host.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records spans: what a server does, from when to when, as part of which trace. Where nobody records them there is no tracer, and nothing is made. Safe for use by many threads. All of it returns at
 * once and never throws; what was sent or asked is told in outline alone: no bodies, no values of header fields, parameters or queries.
 *
 * <p>A <i>place</i> is where in a trace a span of JavaScript's own making belongs: trace id, span id and the parent's span id, each in hexadecimal digits of lower case and with a blank between them. JavaScript
 * tells of those that are sampled.
 */
public interface Tracer {
    /** Whether JavaScript is to tell of what it does; the same each time. Else there are only {@link #request}, {@link #packet} and {@link #handler}. */
    boolean records();

    /** A request has come by HTTP. */
    Span request(RequestHead head);

    /**
     * A packet has come that asks for something of a service.
     *
     * @param target {@code users@1.0.0.findById}; empty where that cannot be seen
     * @param ip of the client
     * @param traceparent what the client has said of its trace, empty for nothing
     */
    Span packet(String target, String ip, String traceparent);

    /**
     * A function of the app is called that waits for something to happen.
     *
     * @param kind of what has happened: {@code task}, {@code event}, {@code socket}
     * @param name which of that kind
     * @param traceparent what it belongs to, empty where a trace begins with it
     */
    Span handler(String kind, String name, String traceparent);

    /**
     * A call of a service has ended that only JavaScript has seen.
     *
     * @param told lines: its place; {@code server}, {@code client} or {@code internal}; {@code users@1.0.0.findById}; when it began, in milliseconds since 1970; for how many milliseconds it ran; the
     *     name of the error that it ended with, empty for none
     */
    void call(String told);

    /**
     * An operation begins.
     *
     * @param name of the operation
     * @param arguments as the operation has them
     * @return null for one that is no news to anybody, such as the next chunk of a stream
     */
    @Nullable
    OperationSpan operation(String name, List<@Nullable Object> arguments, String place);
}
