package dev.titan.cli;

import dev.titan.cli.Terminal.Style;
import dev.titan.runtime.Frame;
import dev.titan.runtime.Invocation;
import dev.titan.runtime.RuntimeListener;
import dev.titan.runtime.Timings;
import dev.titan.server.EndedRequest;
import dev.titan.server.RequestListener;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Tells the author what happens in the server: a line for each request with method, path, status, total time and, where an action was called, its parts; a warning
 * where a drift holds a worker. Safe for use by many threads.
 */
final class DevelopmentLog implements RuntimeListener, RequestListener {
    private static final double NANOS_PER_MS = 1e6;

    private final Terminal terminal;
    private final ParkWarnings parks;
    private final Function<Invocation, String> slices;
    private volatile boolean details;

    /** @param slices the slices of an invocation on one line, or an empty text */
    DevelopmentLog(Terminal terminal, ParkWarnings parks, Function<Invocation, String> slices) {
        this.terminal = terminal;
        this.parks = parks;
        this.slices = slices;
    }

    /** Whether the slices of each request are shown. */
    void showDetails(boolean shown) {
        details = shown;
    }

    @Override
    public void parking(Invocation invocation, List<Frame> frames) {
        parks.seen(frames)
                .ifPresent(warning ->
                        terminal.err().print(terminal.diagnosticPrinter().print(List.of(warning))));
    }

    @Override
    public void ended(EndedRequest request) {
        if (request.path().startsWith("/__titan")) {
            return;
        }
        int status = request.status();
        Style style = status >= 500 ? Style.RED : status >= 400 ? Style.YELLOW : Style.GREEN;
        Timings timings = request.timings();
        terminal.out()
                .println(request.method() + " " + request.path() + " "
                        + terminal.paint(style, String.valueOf(status))
                        + String.format(Locale.ROOT, " %.1f ms", request.nanos() / NANOS_PER_MS)
                        + (timings == null ? "" : " " + terminal.paint(Style.DIM, parts(timings))));
        Invocation invocation = request.invocation();
        String line = details && invocation != null ? slices.apply(invocation) : "";
        if (!line.isEmpty()) {
            terminal.out().println(terminal.paint(Style.DIM, "    " + line));
        }
    }

    private static String parts(Timings timings) {
        return String.format(
                Locale.ROOT,
                "(queue %.1f, run %.1f, suspended %.1f)",
                timings.queued() / NANOS_PER_MS,
                timings.run() / NANOS_PER_MS,
                timings.suspended() / NANOS_PER_MS);
    }
}
