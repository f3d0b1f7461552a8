package dev.titan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.EnvironmentException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetrySettingsTest {
    private static TelemetrySettings of(String... variables) throws EnvironmentException {
        Map<String, String> environment = new java.util.HashMap<>(Map.of("PATH", "/bin"));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return TelemetrySettings.of(environment);
    }

    @Test
    void nothingAsksForNothing() throws Exception {
        assertFalse(of().any());
        assertFalse(of("OTEL_SERVICE_NAME", "shop").any());
        assertFalse(of("OTEL_TRACES_EXPORTER", "none").any());
        assertFalse(of("OTEL_TRACES_EXPORTER", "", "OTEL_EXPORTER_OTLP_ENDPOINT", " ")
                .any());
        assertFalse(of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318", "OTEL_SDK_DISABLED", "true")
                .any());
    }

    @Test
    void aCollectorAsksForBothUnlessOneIsNamed() throws Exception {
        TelemetrySettings both = of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318");
        assertTrue(both.traces() && both.metrics());
        assertEquals("http/protobuf", both.properties().get("otel.exporter.otlp.protocol"));
        assertEquals("http://localhost:4318", both.properties().get("otel.exporter.otlp.endpoint"));
        TelemetrySettings spans = of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://localhost:4318/v1/traces");
        assertTrue(spans.traces() && !spans.metrics());
        TelemetrySettings metrics =
                of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318", "OTEL_TRACES_EXPORTER", "none");
        assertTrue(!metrics.traces() && metrics.metrics());
    }

    @Test
    void anExporterAsksByItself() throws Exception {
        TelemetrySettings console = of("OTEL_TRACES_EXPORTER", "console, otlp");
        assertTrue(console.traces() && !console.metrics());
        assertEquals("console,otlp", console.properties().get("otel.traces.exporter"));
        assertEquals("none", console.properties().get("otel.logs.exporter"));
    }

    @Test
    void whatIsNotThereIsNamedWithWhatIs() {
        assertEquals(
                "OTEL_TRACES_EXPORTER=zipkin: valid are otlp, console (both with a comma between) and none",
                assertThrows(EnvironmentException.class, () -> of("OTEL_TRACES_EXPORTER", "zipkin"))
                        .getMessage());
        assertThrows(EnvironmentException.class, () -> of("OTEL_METRICS_EXPORTER", "prometheus"));
        assertThrows(EnvironmentException.class, () -> of("OTEL_TRACES_EXPORTER", "otlp,none"));
        assertTrue(String.valueOf(assertThrows(
                                EnvironmentException.class,
                                () -> of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc"))
                        .getMessage())
                .startsWith("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=grpc: "));
    }
}
