package dev.titan.cli;

import dev.titan.cli.Terminal.Style;
import dev.titan.cli.TestOutcome.Kind;
import dev.titan.model.Json;
import dev.titan.runtime.Frame;
import dev.titan.runtime.ThrownError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what came of tests: each as it ends, then how many there were; or all of it as JSON. Confined to one thread. */
final class TestReport {
    private static final int MOST_FRAMES = 8;

    private final Terminal terminal;
    private final boolean json;
    private final List<TestOutcome> all = new ArrayList<>();
    private String file = "";

    TestReport(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    void add(TestOutcome outcome) {
        all.add(outcome);
        if (json) {
            return;
        }
        if (!outcome.file().equals(file)) {
            file = outcome.file();
            terminal.out().println(terminal.paint(Style.BOLD, file));
        }
        terminal.out()
                .println(
                        "  " + mark(outcome.kind()) + " " + outcome.title() + terminal.paint(Style.DIM, tail(outcome)));
        if (outcome.kind() == Kind.FAILED) {
            outcome.errors().forEach(error -> print(error, "    "));
        }
    }

    private String mark(Kind kind) {
        return switch (kind) {
            case PASSED -> terminal.paint(Style.GREEN, "✔");
            case FAILED -> terminal.paint(Style.RED, "✖");
            case SKIPPED -> terminal.paint(Style.DIM, "-");
            case TODO -> terminal.paint(Style.YELLOW, "…");
        };
    }

    private static String tail(TestOutcome outcome) {
        String reason = outcome.reason().isEmpty() ? "" : ": " + outcome.reason();
        return switch (outcome.kind()) {
            case SKIPPED -> "  skipped" + reason;
            case TODO -> "  to do" + reason;
            case PASSED, FAILED -> "  " + outcome.millis() + " ms";
        };
    }

    private void print(ThrownError error, String indent) {
        error.toString().lines().forEach(line -> terminal.out().println(indent + line));
        List<Frame> frames = frames(error);
        frames.forEach(frame -> terminal.out().println(terminal.paint(Style.DIM, indent + "    " + frame)));
        ThrownError cause = error.cause();
        if (cause != null) {
            terminal.out().println(indent + "caused by");
            print(cause, indent + "  ");
        }
    }

    private static List<Frame> frames(ThrownError error) {
        List<Frame> own = error.frames().stream().filter(Frame::own).toList();
        return own.subList(0, Math.min(own.size(), MOST_FRAMES));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether none of them has failed. */
    boolean ok() {
        return count(Kind.FAILED) == 0;
    }

    private long count(Kind kind) {
        return all.stream().filter(outcome -> outcome.kind() == kind).count();
    }

    /** Tells how many there were. */
    void finish(long millis) {
        if (json) {
            terminal.out().println(Json.pretty(json(millis)));
            return;
        }
        List<String> parts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (count(kind) > 0 || kind == Kind.PASSED) {
                parts.add(count(kind) + " " + (kind == Kind.TODO ? "to do" : kind.toString()));
            }
        }
        long files = all.stream().map(TestOutcome::file).distinct().count();
        terminal.out()
                .println(terminal.paint(ok() ? Style.GREEN : Style.RED, String.join(", ", parts))
                        + terminal.paint(
                                Style.DIM, "  " + files + (files == 1 ? " file, " : " files, ") + millis + " ms"));
    }

    private Map<String, @Nullable Object> json(long millis) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("ok", ok());
        for (Kind kind : Kind.values()) {
            report.put(kind.toString(), count(kind));
        }
        report.put("ms", millis);
        report.put("tests", all.stream().map(TestReport::json).toList());
        return report;
    }

    private static Map<String, @Nullable Object> json(TestOutcome outcome) {
        Map<String, @Nullable Object> test = new LinkedHashMap<>();
        test.put("file", outcome.file());
        test.put("path", outcome.path());
        test.put("outcome", outcome.kind().toString());
        test.put("ms", outcome.millis());
        if (!outcome.reason().isEmpty()) {
            test.put("reason", outcome.reason());
        }
        if (!outcome.errors().isEmpty()) {
            test.put("errors", outcome.errors().stream().map(TestReport::json).collect(Collectors.toList()));
        }
        return test;
    }

    private static Map<String, @Nullable Object> json(ThrownError error) {
        Map<String, @Nullable Object> thrown = new LinkedHashMap<>();
        thrown.put("name", error.name());
        thrown.put("message", error.message());
        thrown.put("frames", frames(error).stream().map(TestReport::json).toList());
        ThrownError cause = error.cause();
        if (cause != null) {
            thrown.put("cause", json(cause));
        }
        return thrown;
    }

    private static Map<String, Object> json(Frame frame) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("file", frame.place().file());
        place.put("line", frame.place().line());
        place.put("column", frame.place().column());
        place.put("function", frame.function());
        return place;
    }
}
