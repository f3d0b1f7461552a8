package dev.titan.runtime;

import dev.titan.model.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something of an app cannot be served. Immutable.
 *
 * @param diagnostics what to tell the author, at least one
 * @param error what the top level of an action threw when it was loaded; null when the fault is of another kind
 */
public record Fault(List<Diagnostic> diagnostics, @Nullable ThrownError error) {
    public Fault {
        diagnostics = List.copyOf(diagnostics);
        if (diagnostics.isEmpty()) {
            throw new IllegalArgumentException("a fault has at least one diagnostic");
        }
    }

    /** One that was found in the app's files. */
    public Fault(List<Diagnostic> diagnostics) {
        this(diagnostics, null);
    }
}
