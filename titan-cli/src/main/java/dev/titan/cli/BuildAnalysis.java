package dev.titan.cli;

import dev.titan.bundler.DriftReport;
import dev.titan.cli.AppBuilder.Built;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code titan build --analyze} tells of each action: the size of its bundle, and what the drift pass made of its functions. */
final class BuildAnalysis {
    private final Built built;

    BuildAnalysis(Built built) {
        this.built = built;
    }

    /** A line an action, and one for each place where a drift holds its worker, or cannot wait at all. */
    void print(PrintStream out) {
        for (int i = 0; i < built.reports().size(); i++) {
            DriftReport report = built.reports().get(i);
            out.println(String.format("%10s  %s  %s", ByteSize.of(bytes(i)), action(i), functions(report)));
            for (DriftReport.Park park : report.parks()) {
                out.println(String.format("%12s%s %s: %s", "", park.place(), effect(park), park.reason()));
            }
        }
    }

    private static String effect(DriftReport.Park park) {
        if (park.error()) {
            return "throws when it is reached";
        }
        return park.direct() ? "holds a worker" : "may hold a worker";
    }

    private static String functions(DriftReport report) {
        if (report.functions() == 0) {
            return "nothing drifts";
        }
        return String.join(
                ", ",
                count(report.functions(), "function"),
                count(report.twins(), "twin"),
                count(report.generators(), "generator"),
                count(report.asyncFunctions(), "async function"));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** The same as JSON values: {@code {action, bytes, functions, twins, generators, asyncFunctions, parks}}. */
    List<Map<String, Object>> json() {
        List<Map<String, Object>> actions = new ArrayList<>();
        for (int i = 0; i < built.reports().size(); i++) {
            DriftReport report = built.reports().get(i);
            Map<String, Object> action = new LinkedHashMap<>();
            action.put("action", action(i));
            action.put("bytes", bytes(i));
            action.put("functions", report.functions());
            action.put("twins", report.twins());
            action.put("generators", report.generators());
            action.put("asyncFunctions", report.asyncFunctions());
            action.put("parks", report.parks().stream().map(BuildAnalysis::park).toList());
            actions.add(action);
        }
        return actions;
    }

    private static Map<String, Object> park(DriftReport.Park park) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", park.place().file());
        json.put("line", park.place().line());
        json.put("column", park.place().column());
        json.put("function", park.function());
        json.put("reason", park.reason());
        json.put("direct", park.direct());
        json.put("error", park.error());
        return json;
    }

    private String action(int index) {
        return built.app().manifest().actions().get(index).id();
    }

    private long bytes(int index) {
        return built.app().bundles().get(index).code().getBytes(StandardCharsets.UTF_8).length;
    }
}
