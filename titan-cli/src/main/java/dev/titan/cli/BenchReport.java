package dev.titan.cli;

import dev.titan.cli.Terminal.Style;
import dev.titan.cli.load.LoadPlan;
import dev.titan.cli.load.LoadRequest;
import dev.titan.cli.load.LoadResult;
import dev.titan.model.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code titan bench} tells: a table, a line as soon as a path has been measured, or one JSON object. */
final class BenchReport {
    /** From so much on the threads of the load generator may be what is measured. */
    private static final double BUSY = 0.9;

    private static final double PERCENT = 100;
    private static final double THOUSAND = 1e3;
    private static final List<String> COLUMNS =
            List.of("requests/s", "p50 ms", "p90 ms", "p99 ms", "max ms", "CPU µs", "errors");

    private final Terminal terminal;
    private final boolean json;
    private final LoadPlan plan;
    private final String url;
    private final @Nullable Path app;
    private final List<Map<String, @Nullable Object>> measured = new ArrayList<>();
    private int width;
    private double busiest;
    private boolean ok = true;

    /**
     * @param url of the server
     * @param app the folder of the app; null for a server that was there
     */
    BenchReport(Terminal terminal, boolean json, LoadPlan plan, String url, @Nullable Path app) {
        this.terminal = terminal;
        this.json = json;
        this.plan = plan;
        this.url = url;
        this.app = app;
    }

    /** What is about to happen. */
    void begin(List<LoadRequest> requests) {
        if (json) {
            return;
        }
        double each = (plan.warmUp().toMillis() + plan.measured().toMillis()) / THOUSAND;
        terminal.err()
                .println(terminal.paint(
                        Style.DIM,
                        requests.size() + (requests.size() == 1 ? " path, " : " paths, ") + seconds(each)
                                + " each, of which " + seconds(plan.measured().toMillis() / THOUSAND)
                                + " are measured; " + plan.connections() + " connections to " + url));
        width = requests.stream()
                .mapToInt(request -> name(request).length())
                .max()
                .orElse(0);
        terminal.out().println(terminal.paint(Style.BOLD, line("", COLUMNS)));
    }

    private static String seconds(double seconds) {
        return seconds == Math.rint(seconds) ? (long) seconds + " s" : seconds + " s";
    }

    private static String name(LoadRequest request) {
        return request.method() + " " + request.path();
    }

    private String line(String name, List<String> cells) {
        StringBuilder line = new StringBuilder(String.format("%-" + Math.max(1, width) + "s", name));
        for (int i = 0; i < cells.size(); i++) {
            int least = Math.max(COLUMNS.get(i).length(), "100.0".length());
            line.append("  ").append(String.format("%" + least + "s", cells.get(i)));
        }
        return line.toString();
    }

    /** A path that has been measured. */
    void add(LoadRequest request, LoadResult result) {
        ok &= result.ok();
        busiest = Math.max(busiest, result.busy());
        if (json) {
            measured.add(plain(request, result));
            return;
        }
        LoadResult.Latencies latencies = result.latencies();
        boolean answered = result.answers().count() > 0;
        List<String> cells = new ArrayList<>(List.of(number(result.perSecond())));
        for (double each :
                new double[] {latencies.p50(), latencies.p90(), latencies.p99(), latencies.max(), result.cpuMicros()}) {
            cells.add(answered && !Double.isNaN(each) ? number(each) : "-");
        }
        cells.add(String.valueOf(result.answers().errors()));
        String line = line(name(request), cells);
        terminal.out().println(result.ok() ? line : terminal.paint(Style.RED, line));
        notes(result).forEach(note -> terminal.out().println("  " + note));
    }

    /** What the figures alone do not tell. */
    private static List<String> notes(LoadResult result) {
        List<String> notes = new ArrayList<>();
        LoadResult.Answers answers = result.answers();
        if (answers.errors() > answers.failures()) {
            notes.add("answers by status: "
                    + answers.statuses().entrySet().stream()
                            .map(status -> status.getValue() + " × " + status.getKey())
                            .collect(Collectors.joining(", ")));
        }
        if (answers.failures() > 0) {
            notes.add(answers.failures() + " without an answer, the first because " + answers.failure());
        }
        LoadResult.Waiting waiting = result.waiting();
        if (answers.count() == 0 && answers.failures() == 0) {
            notes.add("nothing was answered in time; a longer --duration may help, unless the answer has no end");
        } else if (waiting.longestMs() > result.latencies().max()) {
            notes.add(waiting.requests() + " requests still waited at the end, one of them for "
                    + number(waiting.longestMs()) + " ms");
        }
        return notes;
    }

    /** Three digits or more of a number. */
    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    /**
     * The end of the report.
     *
     * @param resident bytes of memory that the server occupies; empty when not known
     * @param log what the server has printed; null for a server that was there
     */
    void finish(OptionalLong resident, @Nullable Path log) {
        if (json) {
            terminal.out().println(Json.pretty(document(resident)));
            return;
        }
        terminal.out().println();
        resident.ifPresent(bytes -> terminal.out().println("server          " + ByteSize.of(bytes) + " resident"));
        terminal.out()
                .println("load generator  busy " + Math.round(busiest * PERCENT) + " % of the time on "
                        + plan.threads() + (plan.threads() == 1 ? " thread" : " threads")
                        + (app == null ? "" : " of the same machine"));
        if (busiest > BUSY) {
            terminal.out()
                    .println(terminal.paint(
                            Style.YELLOW, "It may be what limits the figures: more --threads, or another machine."));
        }
        if (!ok && log != null) {
            terminal.out().println("What the server has logged: " + terminal.show(log));
        }
    }

    /** Whether all paths were answered without any error. */
    boolean ok() {
        return ok;
    }

    private Map<String, @Nullable Object> document(OptionalLong resident) {
        return Json.object(
                "ok",
                ok,
                "app",
                app == null ? null : app.toString(),
                "url",
                url,
                "connections",
                plan.connections(),
                "threads",
                plan.threads(),
                "warmupSeconds",
                plan.warmUp().toNanos() / 1e9,
                "durationSeconds",
                plan.measured().toNanos() / 1e9,
                "paths",
                measured,
                "residentBytes",
                resident.isPresent() ? resident.getAsLong() : null);
    }

    private static Map<String, @Nullable Object> plain(LoadRequest request, LoadResult result) {
        LoadResult.Answers answers = result.answers();
        LoadResult.Latencies latencies = result.latencies();
        Map<String, Object> statuses = new LinkedHashMap<>();
        answers.statuses().forEach((status, count) -> statuses.put(String.valueOf(status), count));
        return Json.object(
                "method", request.method(),
                "path", request.path(),
                "requests", answers.count(),
                "requestsPerSecond", rounded(result.perSecond()),
                "latencyMs",
                        answers.count() == 0
                                ? null
                                : Json.object(
                                        "mean", rounded(latencies.mean()),
                                        "p50", rounded(latencies.p50()),
                                        "p90", rounded(latencies.p90()),
                                        "p99", rounded(latencies.p99()),
                                        "max", rounded(latencies.max())),
                "cpuMicrosPerRequest", rounded(result.cpuMicros()),
                "errors", answers.errors(),
                "statuses", statuses,
                "failures", answers.failures(),
                "failure", answers.failure(),
                "unanswered", result.waiting().requests(),
                "longestUnansweredMs", rounded(result.waiting().longestMs()),
                "generatorBusyPercent", rounded(result.busy() * PERCENT));
    }

    /** To three decimals; null for what is not known. */
    private static @Nullable Double rounded(double value) {
        return Double.isNaN(value) ? null : Math.round(value * THOUSAND) / THOUSAND;
    }
}
