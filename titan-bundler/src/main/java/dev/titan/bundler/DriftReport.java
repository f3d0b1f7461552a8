package dev.titan.bundler;

import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.util.List;

/**
 * What the drift pass found in one bundle. Immutable.
 *
 * @param functions functions in the bundle; 0 if nothing in it drifts
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
    public record Park(SourceLocation place, String function, String reason, boolean direct) {

        /** Whether it is in a file of the author's, not a package's. */
        public boolean own() {
            return !("/" + place.file()).contains("/node_modules/");
        }

        /** Tells the author of it. */
        public Diagnostic warning() {
            return warning(place, reason);
        }

        /** Tells the author of such a place. */
        public static Diagnostic warning(SourceLocation place, String reason) {
            return new Diagnostic(
                    Diagnostic.Severity.WARNING,
                    Code.PARKS,
                    "this drift holds a worker while it waits, since it is in " + reason,
                    place,
                    List.of(),
                    "drift in a function or method that the action calls, where only the request waits");
        }
    }

    public DriftReport {
        parks = List.copyOf(parks);
    }
}
