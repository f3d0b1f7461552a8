package dev.titan.engine;

import java.util.Objects;

/** JavaScript threw, or did not compile. Carries what was thrown as text; no stack of the host's, which would say nothing. */
public final class JsException extends Exception {
    private static final long serialVersionUID = 1;

    private final String stack;
    private final String resource;
    private final int line;
    private final int column;

    JsException(String message, String stack, String resource, int line, int column) {
        super(message, null, false, false);
        this.stack = stack;
        this.resource = resource;
        this.line = line;
        this.column = column;
    }

    /** What was thrown as text, without the name of the error; may be empty. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The stack in V8's form, beginning with name and message; empty when what was thrown is no Error. */
    public String stack() {
        return stack;
    }

    /** The name of the source that threw, or empty. */
    public String resource() {
        return resource;
    }

    /** The line of the throw, from 1; 0 when it is not known. */
    public int line() {
        return line;
    }

    /** The column of the throw, from 1; 0 when it is not known. */
    public int column() {
        return column;
    }
}
