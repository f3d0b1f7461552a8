package dev.titan.cli;

import dev.titan.runtime.ThrownError;
import java.util.List;
import java.util.Locale;

/**
 * What came of one test. Immutable.
 *
 * @param file the file that has it, relative to the app's folder
 * @param path the names of its suites, the outermost first, then its own
 * @param millis how long it took, with the hooks around it
 * @param reason why it was skipped or is to be done; empty where nobody says
 * @param errors what it threw, and the hooks around it; places are those of the author's files
 */
record TestOutcome(String file, List<String> path, Kind kind, int millis, String reason, List<ThrownError> errors) {
    TestOutcome {
        path = List.copyOf(path);
        errors = List.copyOf(errors);
    }

    /** Whether a test did what it says. */
    enum Kind {
        PASSED,
        FAILED,
        SKIPPED,
        /** It was run, and need not work yet. */
        TODO;

        /** Lower case, as in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Suites and name in one line. */
    String title() {
        return String.join(" › ", path);
    }
}
