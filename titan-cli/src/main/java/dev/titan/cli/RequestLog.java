package dev.titan.cli;

import dev.titan.cli.Terminal.Style;
import dev.titan.runtime.Answer;
import dev.titan.runtime.Invocation;
import dev.titan.runtime.RuntimeListener;
import dev.titan.runtime.Timings;
import java.util.Locale;

/** Writes a line for each answered invocation: method, path, status, total time and its parts. Safe for use by many threads. */
final class RequestLog implements RuntimeListener {
    private static final double NANOS_PER_MS = 1e6;

    private final Terminal terminal;

    RequestLog(Terminal terminal) {
        this.terminal = terminal;
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
