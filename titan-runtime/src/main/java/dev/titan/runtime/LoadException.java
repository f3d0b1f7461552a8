package dev.titan.runtime;

import dev.titan.engine.JsException;

/** A bundle cannot be loaded: it does not compile, or its top level throws. */
public final class LoadException extends Exception {
    private static final long serialVersionUID = 1;

    private final String action;
    private final transient ThrownError error;

    LoadException(String action, JsException cause) {
        super("the action '" + action + "' cannot be loaded: " + cause.getMessage(), cause);
        this.action = action;
        this.error = new ThrownError("Error", cause.getMessage(), cause.stack(), null);
    }

    LoadException(String message, Throwable cause) {
        super(message, cause);
        this.action = "";
        this.error = new ThrownError("Error", message, "", null);
    }

    /** The id of the action, empty when none is to blame. */
    public String action() {
        return action;
    }

    /** What its top level threw. */
    public ThrownError error() {
        return error;
    }
}
