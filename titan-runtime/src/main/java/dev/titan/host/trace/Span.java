package dev.titan.host.trace;

import dev.titan.host.TraceContext;

/** The work that something from outside has led to. Safe for use by many threads. Nothing is noted of it once it has ended. */
public interface Span {
    /** Its place in its trace. */
    TraceContext context();

    /** Whether it is sampled: else there is no need to tell it anything. */
    boolean recorded();

    /** It is for this route: the pattern, or the path that it stands for. */
    void route(String pattern);

    /**
     * The app's code has thrown.
     *
     * @param type the name of the error
     * @param stack the calls that led to it, a line each, without the message
     */
    void threw(String type, String stack);

    /**
     * It has ended. Only the first call counts.
     *
     * @param status as HTTP has it; 499 where the client has gone before there was an answer
     */
    void end(int status);
}
