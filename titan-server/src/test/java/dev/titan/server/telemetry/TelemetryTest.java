package dev.titan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.TitanConfig;
import dev.titan.host.TraceContext;
import dev.titan.host.trace.RequestHead;
import dev.titan.host.trace.Span;
import dev.titan.model.EnvironmentException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final long STOP_MILLIS = 30_000;

    private static @Nullable Telemetry start(String... variables) throws EnvironmentException {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return Telemetry.start(environment, "shop", TitanConfig.Database.DEFAULTS);
    }

    /** What a request with these fields is, where the variables are set. */
    private static Span request(String traceparent, String tracestate, String... variables) throws Exception {
        Telemetry telemetry = Objects.requireNonNull(start(variables));
        try {
            RequestHead head =
                    new RequestHead("GET", "/", "http", "localhost:1", "127.0.0.1", "1.1", "", traceparent, tracestate);
            return telemetry.tracer().request(head);
        } finally {
            telemetry.stop(STOP_MILLIS);
        }
    }

    private static String sent(String flags) {
        return "00-" + TRACE + "-" + PARENT + "-" + flags;
    }

    @Test
    void nothingIsStartedThatNobodyAsksFor() throws Exception {
        assertNull(start("OTEL_SERVICE_NAME", "shop"));
    }

    @Test
    void aTraceGoesOnWithItsSamplingAndItsState() throws Exception {
        Span span = request(sent("01"), "vendor=1", "OTEL_TRACES_EXPORTER", "console");
        TraceContext context = span.context();
        assertTrue(span.recorded() && context.sampled());
        assertEquals(TRACE, context.traceId());
        assertEquals(PARENT, context.parentId());
        assertEquals("vendor=1", context.state());
        assertNotEquals(PARENT, context.spanId());
        Span other = request(sent("00"), "", "OTEL_TRACES_EXPORTER", "console");
        assertFalse(other.recorded() || other.context().sampled());
        assertEquals(TRACE, other.context().traceId());
    }

    @Test
    void whereTheSamplerIsOffNextServersAreToldSo() throws Exception {
        Span span = request(sent("01"), "", "OTEL_TRACES_EXPORTER", "console", "OTEL_TRACES_SAMPLER", "always_off");
        assertFalse(span.recorded());
        assertTrue(span.context().traceparent().matches("00-" + TRACE + "-[0-9a-f]{16}-00"));
    }

    @Test
    void whatMeansNothingBeginsATrace() throws Exception {
        TraceContext context = request("00-zz-1-01", "vendor=1", "OTEL_TRACES_EXPORTER", "console")
                .context();
        assertTrue(context.sampled());
        assertNotEquals(TRACE, context.traceId());
        assertEquals("", context.parentId());
        assertEquals("", context.state());
    }

    @Test
    void metricsAloneLeaveTracesAsTheyCome() throws Exception {
        Span span = request(sent("01"), "vendor=1", "OTEL_METRICS_EXPORTER", "console");
        assertFalse(span.recorded());
        assertEquals(TRACE, span.context().traceId());
        assertTrue(span.context().sampled());
        assertEquals("vendor=1", span.context().state());
    }

    @Test
    void whatTheLibraryRefusesIsNamedAsTheVariableIs() {
        EnvironmentException refused = assertThrows(
                EnvironmentException.class,
                () -> start("OTEL_TRACES_EXPORTER", "console", "OTEL_TRACES_SAMPLER", "sometimes"));
        assertTrue(String.valueOf(refused.getMessage()).contains("OTEL_TRACES_SAMPLER: sometimes"), refused::toString);
    }
}
