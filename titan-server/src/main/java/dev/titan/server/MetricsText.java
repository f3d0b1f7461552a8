package dev.titan.server;

/** Builds a page of metrics in Prometheus' text format, version 0.0.4. Confined to one thread. */
final class MetricsText {
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();
    private String name = "";

    /** Begins a metric that only grows; its samples follow. */
    MetricsText counter(String metric, String help) {
        return begin(metric, help, "counter");
    }

    /** Begins a metric that goes up and down; its samples follow. */
    MetricsText gauge(String metric, String help) {
        return begin(metric, help, "gauge");
    }

    private MetricsText begin(String metric, String help, String type) {
        name = metric;
        text.append("# HELP ").append(metric).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
        return this;
    }

    /**
     * Adds a value of the metric begun last.
     *
     * @param labels in braces, or empty
     */
    MetricsText sample(String labels, long value) {
        text.append(name).append(labels).append(' ').append(value).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
