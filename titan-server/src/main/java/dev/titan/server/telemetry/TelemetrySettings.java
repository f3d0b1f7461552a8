package dev.titan.server.telemetry;

import dev.titan.model.EnvironmentException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the variables OTEL_* ask for (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). Immutable.
 *
 * @param traces whether spans are exported
 * @param metrics whether metrics are
 * @param logs whether they ask for logs, which are not exported
 * @param properties all of them as the library calls them, with Titan's defaults
 */
record TelemetrySettings(boolean traces, boolean metrics, boolean logs, Map<String, String> properties) {
    private static final String PREFIX = "OTEL_";
    private static final String NONE = "none";
    private static final List<String> EXPORTERS = List.of("otlp", "console", "logging", NONE);
    private static final String PROTOCOL = "http/protobuf";

    TelemetrySettings {
        properties = Map.copyOf(properties);
    }

    /** Whether anything is exported. */
    boolean any() {
        return traces || metrics;
    }

    /**
     * Reads an environment. A variable that is empty counts as not set.
     *
     * @throws EnvironmentException for an exporter or a protocol that is not to be had here
     */
    static TelemetrySettings of(Map<String, String> environment) throws EnvironmentException {
        Map<String, String> set = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isBlank()) {
                set.put(name, value.strip());
            }
        });
        if (set.isEmpty() || "true".equalsIgnoreCase(set.get("OTEL_SDK_DISABLED"))) {
            return new TelemetrySettings(false, false, false, Map.of());
        }
        String traces = exporter(set, "TRACES");
        String metrics = exporter(set, "METRICS");
        Map<String, String> properties = new HashMap<>();
        set.forEach(
                (name, value) -> properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        properties.put("otel.traces.exporter", traces);
        properties.put("otel.metrics.exporter", metrics);
        properties.put("otel.logs.exporter", NONE);
        properties.putIfAbsent("otel.exporter.otlp.protocol", PROTOCOL);
        TelemetrySettings settings = new TelemetrySettings(
                !traces.equals(NONE),
                !metrics.equals(NONE),
                !set.getOrDefault("OTEL_LOGS_EXPORTER", NONE).equals(NONE),
                properties);
        if (settings.any()) {
            for (String name : List.of("OTLP_PROTOCOL", "OTLP_TRACES_PROTOCOL", "OTLP_METRICS_PROTOCOL")) {
                requireProtocol("OTEL_EXPORTER_" + name, set);
            }
        }
        return settings;
    }

    /** What exports a signal: what is asked for by name, else OTLP where a collector is named. */
    private static String exporter(Map<String, String> set, String signal) throws EnvironmentException {
        String variable = PREFIX + signal + "_EXPORTER";
        String given = set.get(variable);
        if (given == null) {
            boolean collector = set.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
                    || set.containsKey("OTEL_EXPORTER_OTLP_" + signal + "_ENDPOINT");
            return collector ? "otlp" : NONE;
        }
        List<String> names =
                Arrays.stream(given.split(",")).map(String::strip).distinct().toList();
        for (String name : names) {
            if (!EXPORTERS.contains(name) || (name.equals(NONE) && names.size() > 1)) {
                throw new EnvironmentException(
                        variable + "=" + given + ": valid are otlp, console (both with a comma between) and none");
            }
        }
        return String.join(",", names);
    }

    private static void requireProtocol(String variable, Map<String, String> set) throws EnvironmentException {
        String given = set.get(variable);
        if (given != null && !given.equals(PROTOCOL)) {
            throw new EnvironmentException(
                    variable + "=" + given + ": Titan exports by " + PROTOCOL + " alone; set " + variable + "="
                            + PROTOCOL
                            + ", and let OTEL_EXPORTER_OTLP_ENDPOINT name the port that the collector takes HTTP on, 4318 unless it says otherwise");
        }
    }
}
