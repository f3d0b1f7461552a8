package dev.titan.server.telemetry;

import dev.titan.host.trace.Tracer;
import dev.titan.model.EnvironmentException;
import dev.titan.model.Version;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The library, set up by its own reading of the variables. The only class that whoever asks for nothing must not touch. */
final class OpenTelemetryExport implements Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger("telemetry");
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final Pattern PROPERTY = Pattern.compile("\\botel\\.[a-z.]*[a-z]");
    private static final String SCOPE = "titan";
    private static final String UNKNOWN = "unknown_service";

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final @Nullable Meter meter;
    private final ExportLog log;

    private OpenTelemetryExport(OpenTelemetrySdk sdk, Tracer tracer, @Nullable Meter meter, ExportLog log) {
        this.sdk = sdk;
        this.tracer = tracer;
        this.meter = meter;
        this.log = log;
    }

    static Telemetry start(TelemetrySettings settings, String app, DatabaseName database) throws EnvironmentException {
        ExportLog log = ExportLog.start();
        SpanIds ids = new SpanIds();
        OpenTelemetrySdk sdk;
        try {
            sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesCustomizer(given -> settings.properties())
                    .addResourceCustomizer((resource, given) -> named(resource, app))
                    .addTracerProviderCustomizer((provider, given) -> provider.setIdGenerator(ids))
                    .addSpanExporterCustomizer((exporter, given) -> log.watch(exporter))
                    .addMetricExporterCustomizer((exporter, given) -> log.watch(exporter))
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException e) {
            log.close();
            throw new EnvironmentException(
                    "OpenTelemetry cannot be set up: " + inVariables(String.valueOf(e.getMessage())), e);
        }
        if (settings.logs()) {
            LOG.warn("OTEL_LOGS_EXPORTER is not followed: the log goes to standard output alone");
        }
        Tracer spans = settings.traces()
                ? new SpanTracer(sdk.getTracerProvider().get(SCOPE, Version.TITAN), ids, database)
                : null;
        Meter meter = settings.metrics() ? sdk.getMeterProvider().get(SCOPE) : null;
        // One of the two is asked for.
        Tracer tracer = meter == null ? Objects.requireNonNull(spans) : new MeasuringTracer(spans, meter);
        return new OpenTelemetryExport(sdk, tracer, meter, log);
    }

    /** A message with the names of variables in the place of the library's own: {@code otel.traces.sampler} is OTEL_TRACES_SAMPLER. */
    private static String inVariables(String message) {
        return PROPERTY.matcher(message)
                .replaceAll(found -> found.group().toUpperCase(Locale.ROOT).replace('.', '_'));
    }

    private static Resource named(Resource resource, String app) {
        String name = resource.getAttribute(SERVICE);
        return app.isEmpty() || (name != null && !name.startsWith(UNKNOWN))
                ? resource
                : resource.toBuilder().put(SERVICE, app).build();
    }

    @Override
    public Tracer tracer() {
        return tracer;
    }

    @Override
    public void measure(Supplier<List<MetricSample>> source) {
        if (meter != null) {
            Measurements.register(meter, source);
        }
    }

    @Override
    public void stop(long millis) {
        if (!sdk.shutdown().join(millis, TimeUnit.MILLISECONDS).isSuccess()) {
            LOG.warn("not all telemetry was exported before the end");
        }
        log.close();
    }
}
