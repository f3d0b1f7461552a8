package dev.titan.server.development;

import dev.titan.server.development.RequestTrace.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The slices of a request on one line, for a terminal: {@code run 0.4 · suspended 6.1: sleep · run 0.1}; milliseconds. */
final class TraceText {
    private static final int MOST_SLICES = 12;
    private static final double NANOS_PER_MS = 1e6;
    private static final double LEAST_MS = 0.05;

    private TraceText() {}

    /** Empty when there are no slices. */
    static String of(List<Span> spans) {
        List<Span> runs = spans.stream()
                .filter(span -> span.kind().equals("run"))
                .sorted(Comparator.comparingLong(Span::start))
                .toList();
        List<String> parts = new ArrayList<>();
        long at = runs.isEmpty() ? 0 : runs.get(0).start();
        for (Span run : runs.subList(0, Math.min(runs.size(), MOST_SLICES))) {
            long end = run.start() + run.nanos();
            if ((run.start() - at) / NANOS_PER_MS >= LEAST_MS) {
                parts.add(part("suspended", run.start() - at) + waitedFor(spans, at, run.start()));
            }
            parts.add(part("run", run.nanos()));
            for (Span held : spans) {
                if (held.kind().equals("held") && held.start() >= run.start() && held.start() <= end) {
                    parts.add(part("held its thread", held.nanos())
                            + waitedFor(spans, held.start(), held.start() + held.nanos()));
                    // What a slice ran for does not count the time that it held its thread.
                    end += held.nanos();
                }
            }
            at = end;
        }
        if (runs.size() > MOST_SLICES) {
            parts.add(runs.size() - MOST_SLICES + " more slices");
        }
        return String.join(" · ", parts);
    }

    private static String part(String name, long nanos) {
        return String.format(Locale.ROOT, "%s %.1f", name, nanos / NANOS_PER_MS);
    }

    /** The operations that ran within a time, those of one name together: {@code fetch, sleep ×3}. */
    private static String waitedFor(List<Span> spans, long from, long to) {
        Map<String, Integer> names = new LinkedHashMap<>();
        for (Span span : spans) {
            long within = Math.min(span.start() + span.nanos(), to) - Math.max(span.start(), from);
            if (span.kind().equals("operation") && within / NANOS_PER_MS >= LEAST_MS) {
                names.merge(span.failed() ? span.name() + " (failed)" : span.name(), 1, Integer::sum);
            }
        }
        return names.isEmpty()
                ? ""
                : names.entrySet().stream()
                        .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getKey() + " ×" + entry.getValue())
                        .collect(Collectors.joining(", ", ": ", ""));
    }
}
