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
     * @param error whether it cannot wait at all: at the top level of a module, where it belongs to no request
     */
    public record Park(SourceLocation place, String function, String reason, boolean direct, boolean error) {

        /** Whether it is in a file of the author's, not a package's. */
        public boolean own() {
            return !("/" + place.file()).contains("/node_modules/");
        }

        /** Tells the author of it. */
        public Diagnostic warning() {
            return error ? failure() : warning(place, reason);
        }

        private Diagnostic failure() {
            return new Diagnostic(
                    Diagnostic.Severity.WARNING,
                    Code.PARKS,
                    "this drift throws when it is reached: it is at the top level of a module, where no request waits",
                    place,
                    List.of(),
                    "drift in an action, in a function that it calls, or in a hook of a service");
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
