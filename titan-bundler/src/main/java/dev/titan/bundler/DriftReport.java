package dev.titan.bundler;

import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/**
 * What the drift pass found in one bundle. Immutable.
 *
 * @param functions functions in the bundle
 * @param twins functions that were given a twin by which they suspend
 * @param generators generators that can suspend
 * @param asyncFunctions async functions that can suspend
 * @param parks places where a drift can only wait by holding its thread
 */
public record DriftReport(int functions, int twins, int generators, int asyncFunctions, List<Park> parks) {

    /**
     * A place where a drift holds its thread.
     *
     * @param place where the author wrote it
     * @param function the name of the function around it, or empty
     * @param reason why it cannot suspend: what stands above it
     * @param direct whether a drift stands right there; otherwise there is a call of something that may drift
     */
    public record Park(SourceLocation place, String function, String reason, boolean direct) {}

    public DriftReport {
        parks = List.copyOf(parks);
    }

    /** The places where the author wrote a drift that holds its thread: those in packages, and calls of what may drift, are left out. */
    public List<Diagnostic> warnings() {
        List<Diagnostic> warnings = new ArrayList<>();
        for (Park park : parks) {
            if (park.direct() && !("/" + park.place().file()).contains("/node_modules/")) {
                warnings.add(new Diagnostic(
                        Diagnostic.Severity.WARNING,
                        Code.PARKS,
                        "this drift holds a worker while it waits, since it is in " + park.reason(),
                        park.place(),
                        List.of(),
                        "drift in a function or method instead, where only the request waits"));
            }
        }
        return warnings;
    }
}
