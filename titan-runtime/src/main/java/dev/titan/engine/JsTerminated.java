package dev.titan.engine;

/** Execution was ended from outside by {@link Isolate#terminate}. The isolate runs nothing more until {@link Isolate#resume}. */
public final class JsTerminated extends RuntimeException {
    private static final long serialVersionUID = 1;

    JsTerminated() {
        super("JavaScript execution was terminated", null, false, false);
    }
}
