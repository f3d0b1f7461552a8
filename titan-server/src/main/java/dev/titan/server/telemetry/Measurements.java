package dev.titan.server.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The figures of {@code /metrics} as instruments of the library's. */
final class Measurements {
    private static final String TOTAL = "_total";

    private Measurements() {}

    /**
     * Makes an instrument for each figure there is; all are read together, when they are to be exported.
     *
     * @param source gives the same figures each time
     */
    static void register(Meter meter, Supplier<List<MetricSample>> source) {
        Map<String, ObservableLongMeasurement> instruments = new LinkedHashMap<>();
        for (MetricSample sample : source.get()) {
            instruments.computeIfAbsent(sample.name(), name -> instrument(meter, sample));
        }
        ObservableMeasurement[] all = instruments.values().toArray(ObservableMeasurement[]::new);
        if (all.length > 0) {
            meter.batchCallback(() -> source.get().forEach(sample -> read(sample, instruments)), all[0], all);
        }
    }

    private static ObservableLongMeasurement instrument(Meter meter, MetricSample sample) {
        String name = nameOf(sample);
        return sample.grows()
                ? meter.counterBuilder(name).setDescription(sample.help()).buildObserver()
                : meter.gaugeBuilder(name)
                        .ofLongs()
                        .setDescription(sample.help())
                        .buildObserver();
    }

    private static void read(MetricSample sample, Map<String, ObservableLongMeasurement> instruments) {
        ObservableLongMeasurement instrument = instruments.get(sample.name());
        if (instrument != null) {
            AttributesBuilder attributes = Attributes.builder();
            sample.labels().forEach(attributes::put);
            instrument.record(sample.value(), attributes.build());
        }
    }

    /** {@code titan_requests_in_flight} is {@code titan.requests_in_flight}; the ending of a counter is Prometheus' own. */
    private static String nameOf(MetricSample sample) {
        String name = sample.name().replaceFirst("_", ".");
        return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    }
}
