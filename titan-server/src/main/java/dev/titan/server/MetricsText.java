package dev.titan.server;

import dev.titan.server.telemetry.MetricSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Metrics, as a page in Prometheus' text format, version 0.0.4, and as samples. Confined to one thread. */
final class MetricsText {
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String COUNTER = "counter";

    private final StringBuilder text = new StringBuilder();
    private final List<MetricSample> samples = new ArrayList<>();
    private String name = "";
    private String description = "";
    private boolean grows;

    /** Begins a metric that only grows; its samples follow. */
    MetricsText counter(String metric, String help) {
        return begin(metric, help, COUNTER);
    }

    /** Begins a metric that goes up and down; its samples follow. */
    MetricsText gauge(String metric, String help) {
        return begin(metric, help, "gauge");
    }

    private MetricsText begin(String metric, String help, String type) {
        name = metric;
        description = help;
        grows = type.equals(COUNTER);
        text.append("# HELP ").append(metric).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
        return this;
    }

    /** Adds a value of the metric begun last. */
    MetricsText sample(long value) {
        return add("", Map.of(), value);
    }

    /** Adds a value of the metric begun last, for one value of a label, which needs no escape. */
    MetricsText sample(String label, String of, long value) {
        return add("{" + label + "=\"" + of + "\"}", Map.of(label, of), value);
    }

    private MetricsText add(String braces, Map<String, String> labels, long value) {
        text.append(name).append(braces).append(' ').append(value).append('\n');
        samples.add(new MetricSample(name, description, grows, labels, value));
        return this;
    }

    /** All values, in their order. */
    List<MetricSample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
