package dev.titan.model;

import java.util.List;
import java.util.stream.Collectors;

/** The app cannot be built as it is: at least one diagnostic is an error. */
public final class DiagnosticException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Diagnostic> diagnostics;

    public DiagnosticException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream()
                .map(d -> (d.location() == null ? "" : d.location() + ": ") + d.text())
                .collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** All that was found, warnings included, in the order found. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
