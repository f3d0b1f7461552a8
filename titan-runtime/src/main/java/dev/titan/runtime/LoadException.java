package dev.titan.runtime;

import dev.titan.engine.JsException;
import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A bundle cannot be loaded: it does not compile, or its top level throws; or the app's services do not start. */
public final class LoadException extends Exception {
    private static final long serialVersionUID = 1;
    private static final String CODE = "TITAN_L101";
    private static final String SERVICES = "TITAN_L102";

    /** How a fault of a container's declarations ends where its place is known. */
    private static final Pattern PLACE = Pattern.compile("(.*) \\((app/services/[^()]+):(\\d+):(\\d+)\\)");

    /** What V8 writes before the message. */
    private static final Pattern NAME = Pattern.compile("^(?:Uncaught )?([\\w$]+)(?=:|\\s|$)");

    private final String action;
    private final transient @Nullable ThrownError error;
    private final String code;
    private boolean exhausted;
    private boolean several;

    LoadException(String action, JsException cause, StackMap stacks) {
        super("the action '" + action + "' cannot be loaded: " + cause.getMessage(), cause);
        this.action = action;
        this.error = thrown(cause, stacks);
        this.code = CODE;
    }

    private static ThrownError thrown(JsException cause, StackMap stacks) {
        Matcher name = NAME.matcher(cause.stack());
        String stack = cause.stack();
        if (!stack.contains("\n") && cause.line() > 0) {
            // What does not compile has a place, but no stack.
            stack += "\n    at " + cause.resource() + ":" + cause.line() + ":" + cause.column();
        }
        return new ThrownError(name.find() ? name.group(1) : "Error", cause.getMessage(), stack, null, stacks);
    }

    LoadException(String message, Throwable cause) {
        super(message, cause);
        this.action = "";
        this.error = null;
        this.code = CODE;
    }

    /** An action that was ended while it was loaded. */
    static LoadException late(String action) {
        return new LoadException(action, "the action '" + action + "' did not finish loading within limits.cpuMs");
    }

    private LoadException(String action, String message) {
        super(message);
        this.action = action;
        this.error = null;
        this.code = CODE;
    }

    /** Services whose container could not start. */
    static LoadException ofServices(String message, @Nullable ThrownError error) {
        return new LoadException(message, error, SERVICES);
    }

    /**
     * Services whose declarations do not fit together.
     *
     * @param message a line for each fault
     */
    static LoadException ofDeclarations(String message, ThrownError error) {
        LoadException faults = ofServices(message, error);
        faults.several = true;
        return faults;
    }

    /** Services whose top level throws. */
    static LoadException ofServices(JsException cause, StackMap stacks) {
        return new LoadException(
                "the services cannot be loaded: " + cause.getMessage(), thrown(cause, stacks), SERVICES);
    }

    /** Services that were ended while they were loaded. */
    static LoadException lateServices() {
        return ofServices("the services did not finish loading within limits.cpuMs", null);
    }

    /** Services that were ended while they started. */
    static LoadException endedServices(LimitReason limit) {
        if (limit == LimitReason.CPU) {
            return ofServices("the services cannot start: a hook computed for longer than limits.cpuMs", null);
        }
        LoadException full = ofServices("the services cannot start: they need more memory than limits.heapMb", null);
        full.exhausted = true;
        return full;
    }

    private LoadException(String message, @Nullable ThrownError error, String code) {
        super(message);
        this.action = "";
        this.error = error;
        this.code = code;
    }

    /** Whether an isolate had no room for it: one that has loaded nothing before may have. */
    boolean isExhausted() {
        return exhausted;
    }

    /** The id of the action, empty when none is to blame. */
    public String action() {
        return action;
    }

    /** What its top level threw, or why it does not compile; null when no action is to blame. */
    public @Nullable ThrownError error() {
        return error;
    }

    /** What to tell the author: at the place where it was thrown, with the callers as notes. */
    public Diagnostic diagnostic() {
        Diagnostic diagnostic = Diagnostic.error(code, String.valueOf(getMessage()), null);
        if (error == null) {
            return diagnostic;
        }
        for (Frame frame : error.frames()) {
            if (diagnostic.location() == null) {
                diagnostic = Diagnostic.error(code, diagnostic.text(), frame.place());
            } else {
                String where = frame.function().isEmpty() ? "called here" : "called in " + frame.function();
                diagnostic = diagnostic.note(where, frame.place());
            }
        }
        return diagnostic;
    }

    /** The same, where several things are wrong: one for each, at its place. */
    public List<Diagnostic> diagnostics() {
        return several
                ? String.valueOf(getMessage()).lines().map(this::declaration).toList()
                : List.of(diagnostic());
    }

    private Diagnostic declaration(String fault) {
        Matcher placed = PLACE.matcher(fault);
        if (!placed.matches()) {
            return Diagnostic.error(code, fault, null);
        }
        int line = Integer.parseInt(placed.group(3));
        int column = Integer.parseInt(placed.group(4));
        return Diagnostic.error(code, placed.group(1), SourceLocation.of(placed.group(2), line, column));
    }

    Fault fault() {
        return new Fault(diagnostics(), error);
    }
}
