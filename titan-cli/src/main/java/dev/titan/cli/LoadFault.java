package dev.titan.cli;

import dev.titan.model.Bundle;
import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import dev.titan.model.SourceMap;
import dev.titan.runtime.App;
import dev.titan.runtime.LoadException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the author which line of an action's top level threw when the action was loaded. */
final class LoadFault {
    /** A frame of V8's: {@code at name (titan:///actions/a.js:3:9)}. */
    private static final Pattern FRAME =
            Pattern.compile("\\s*at (?:(?<function>.+) \\()?(?<bundle>titan:///.+):(?<line>\\d+):(?<column>\\d+)\\)?");

    private LoadFault() {}

    /** What was thrown, at the place of the author's file where it was, the callers as notes. */
    static Diagnostic of(LoadException e, App app) {
        Diagnostic diagnostic = Diagnostic.error("TITAN_L101", String.valueOf(e.getMessage()), null);
        for (String line : e.error().stack().lines().toList()) {
            Matcher frame = FRAME.matcher(line);
            SourceLocation place = frame.matches() ? place(frame, app) : null;
            if (place == null) {
                continue;
            }
            if (diagnostic.location() == null) {
                diagnostic = Diagnostic.error(diagnostic.code(), diagnostic.text(), place);
            } else {
                String function = frame.group("function");
                diagnostic = diagnostic.note(function == null ? "called here" : "called in " + function, place);
            }
        }
        return diagnostic;
    }

    private static @Nullable SourceLocation place(Matcher frame, App app) {
        for (Bundle bundle : app.bundles()) {
            if (bundle.name().equals(frame.group("bundle"))) {
                return SourceMap.parse(bundle.sourceMap())
                        .original(Integer.parseInt(frame.group("line")), Integer.parseInt(frame.group("column")));
            }
        }
        return null;
    }
}
