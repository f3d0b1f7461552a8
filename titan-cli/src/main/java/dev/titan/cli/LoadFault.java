package dev.titan.cli;

import dev.titan.model.Diagnostic;
import dev.titan.runtime.Frame;
import dev.titan.runtime.LoadException;
import dev.titan.runtime.ThrownError;

/** Tells the author which line of an action's top level threw when the action was loaded. */
final class LoadFault {
    private LoadFault() {}

    /** What was thrown, at the place of the author's file where it was, the callers as notes. */
    static Diagnostic of(LoadException e) {
        Diagnostic diagnostic = Diagnostic.error("TITAN_L101", String.valueOf(e.getMessage()), null);
        ThrownError error = e.error();
        if (error == null) {
            return diagnostic;
        }
        for (Frame frame : error.frames()) {
            if (diagnostic.location() == null) {
                diagnostic = Diagnostic.error(diagnostic.code(), diagnostic.text(), frame.place());
            } else {
                String where = frame.function().isEmpty() ? "called here" : "called in " + frame.function();
                diagnostic = diagnostic.note(where, frame.place());
            }
        }
        return diagnostic;
    }
}
