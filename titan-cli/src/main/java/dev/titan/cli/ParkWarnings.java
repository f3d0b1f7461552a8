package dev.titan.cli;

import dev.titan.bundler.DriftReport;
import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import dev.titan.runtime.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Warns of drifts that hold a worker while they wait, once for each place: as soon as the build sees it, else when it happens. Safe for use by many threads.
 */
final class ParkWarnings {
    private final Set<String> shown = new HashSet<>();
    private List<DriftReport.Park> known = List.of();

    /** What is to be shown after a build. */
    synchronized List<Diagnostic> built(List<DriftReport> reports) {
        known = reports.stream().flatMap(report -> report.parks().stream()).toList();
        List<Diagnostic> warnings = new ArrayList<>();
        for (DriftReport.Park park : known) {
            if (park.direct() && park.own() && shown.add(line(park.place()))) {
                warnings.add(park.warning());
            }
        }
        return warnings;
    }

    /** All that the last build saw, shown before or not. */
    synchronized List<Diagnostic> known() {
        return known.stream()
                .filter(park -> park.direct() && park.own())
                .map(DriftReport.Park::warning)
                .toList();
    }

    /**
     * What is to be shown when a drift holds a worker.
     *
     * @param frames where, the innermost first
     */
    synchronized Optional<Diagnostic> seen(List<Frame> frames) {
        Frame at = frames.stream().filter(Frame::own).findFirst().orElse(null);
        if (at == null || !shown.add(line(at.place()))) {
            return Optional.empty();
        }
        return Optional.of(DriftReport.Park.warning(at.place(), reason(frames)));
    }

    /** What the build knows of the calls that led there; what it cannot see is a call out of the language or the platform, as of toJSON or a Proxy's trap. */
    private String reason(List<Frame> frames) {
        for (Frame frame : frames) {
            for (DriftReport.Park park : known) {
                if (line(park.place()).equals(line(frame.place()))) {
                    return park.reason();
                }
            }
        }
        return "a function that a built-in calls";
    }

    private static String line(SourceLocation place) {
        return place.file() + ":" + place.line();
    }
}
