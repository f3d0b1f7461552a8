package dev.titan.server.telemetry;

import java.util.Map;

/**
 * One figure, as it is now. Immutable.
 *
 * @param name as {@code /metrics} has it
 * @param help what it counts
 * @param grows whether it only grows
 * @param labels names and values
 */
public record MetricSample(String name, String help, boolean grows, Map<String, String> labels, long value) {
    public MetricSample {
        labels = Map.copyOf(labels);
    }
}
