package dev.titan.cli;

import dev.titan.cli.Terminal.Style;
import dev.titan.runtime.Answer;
import dev.titan.runtime.Frame;
import dev.titan.runtime.Invocation;
import dev.titan.runtime.RuntimeListener;
import dev.titan.runtime.Timings;
import java.util.List;
import java.util.Locale;

/**
 * Tells the author what happens in the runtime: a line for each answered invocation with method, path, status, total time and its parts; a warning where a drift
 * holds a worker. Safe for use by many threads.
 */
final class DevelopmentLog implements RuntimeListener {
    private static final double NANOS_PER_MS = 1e6;

    private final Terminal terminal;
    private final ParkWarnings parks;

    DevelopmentLog(Terminal terminal, ParkWarnings parks) {
        this.terminal = terminal;
        this.parks = parks;
    }

    @Override
    public void parking(Invocation invocation, List<Frame> frames) {
        parks.seen(frames)
                .ifPresent(warning ->
                        terminal.err().print(terminal.diagnosticPrinter().print(List.of(warning))));
    }

    @Override
    public void answered(Invocation invocation, Answer answer) {
        int status = answer instanceof Answer.Response response
                ? response.status()
                : answer instanceof Answer.Failure failure ? failure.status() : 0;
        terminal.out().println(line(invocation, status));
    }

    private String line(Invocation invocation, int status) {
        Timings timings = invocation.timings();
        Style style = status >= 500 ? Style.RED : status >= 400 ? Style.YELLOW : Style.GREEN;
        String parts = String.format(
                Locale.ROOT,
                "(queue %.1f, run %.1f, suspended %.1f)",
                timings.queued() / NANOS_PER_MS,
                timings.run() / NANOS_PER_MS,
                timings.suspended() / NANOS_PER_MS);
        double total = (timings.queued() + timings.run() + timings.suspended()) / NANOS_PER_MS;
        return invocation.method() + " " + invocation.path() + " "
                + terminal.paint(style, String.valueOf(status))
                + String.format(Locale.ROOT, " %.1f ms ", total)
                + terminal.paint(Style.DIM, parts);
    }
}
