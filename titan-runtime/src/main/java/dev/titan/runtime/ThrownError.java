package dev.titan.runtime;

import dev.titan.model.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an author's code threw, its places those of the author's files. Not safe to show to clients in production. Immutable, safe for use by many threads. The
 * source map is read when {@link #frames} or {@link #stack} is asked for: most errors are answers that nobody looks into.
 */
public final class ThrownError {
    /** The name of what is no error. */
    private static final String NO_ERROR = "thrown";

    private static final int MAX_CAUSES = 10;

    private final String name;
    private final String message;
    private final String v8Stack;
    private final @Nullable ThrownError cause;
    private final List<ThrownError> errors;
    private final StackMap stacks;

    /** @param v8Stack as V8 has it, places in bundles, or as code has read it; empty when it has none */
    ThrownError(String name, String message, String v8Stack, @Nullable ThrownError cause, StackMap stacks) {
        this(name, message, v8Stack, cause, List.of(), stacks);
    }

    /** @param errors those that an AggregateError stands for */
    ThrownError(
            String name,
            String message,
            String v8Stack,
            @Nullable ThrownError cause,
            List<ThrownError> errors,
            StackMap stacks) {
        this.name = name;
        this.message = message;
        this.v8Stack = v8Stack;
        this.cause = cause;
        this.errors = List.copyOf(errors);
        this.stacks = stacks;
    }

    /** The error's name, for example {@code TypeError}; {@code thrown} when what was thrown is no Error. */
    public String name() {
        return name;
    }

    /** Its message, or what was thrown as text. */
    public String message() {
        return message;
    }

    /** Its cause, when it has one. */
    public @Nullable ThrownError cause() {
        return cause;
    }

    /** The errors that it stands for, at most ten of them; empty unless it is an {@code AggregateError}. */
    public List<ThrownError> errors() {
        return errors;
    }

    /**
     * The text of the author's file that one of its {@link #frames} is in, as it was built.
     *
     * @return empty when the source map does not have it
     */
    public String source(SourceLocation place) {
        return stacks.source(place.file());
    }

    /** The calls that led to the throw, the innermost first, without those of Titan's own. Empty when what was thrown has no stack. */
    public List<Frame> frames() {
        return stacks.frames(v8Stack, name, message);
    }

    /** {@code name: message}, then the frames on lines of their own, indented by four blanks. */
    public String stack() {
        return text("", 0);
    }

    /**
     * The same, then, further in, the errors that it stands for, then each cause, ten deep at most.
     *
     * @param excerpt stands between message and frames; empty for none
     */
    public String stackWithCauses(String excerpt) {
        return text(excerpt, MAX_CAUSES);
    }

    private String text(String excerpt, int deeper) {
        StringBuilder text = new StringBuilder(toString());
        if (!excerpt.isEmpty()) {
            text.append("\n\n").append(excerpt);
        }
        frames().forEach(frame -> text.append("\n    ").append(frame));
        for (int i = 0; i < errors.size() && deeper > 0; i++) {
            String inner = errors.get(i).text("", deeper - 1).replace("\n", "\n  ");
            text.append("\n  error ")
                    .append(i + 1)
                    .append(" of ")
                    .append(errors.size())
                    .append(": ")
                    .append(inner);
        }
        if (cause != null && deeper > 0) {
            text.append("\ncaused by ").append(cause.text("", deeper - 1));
        }
        return text.toString();
    }

    /** Whether it is an error, and not any other value. */
    boolean isError() {
        return !name.equals(NO_ERROR);
    }

    /** Whether its stack, or that of what has caused it, says more than its message. */
    boolean hasPlaces() {
        return cause != null || !errors.isEmpty() || !frames().isEmpty();
    }

    /** {@code name: message}, or the name alone. */
    @Override
    public String toString() {
        return message.isEmpty() ? name : name + ": " + message;
    }
}
