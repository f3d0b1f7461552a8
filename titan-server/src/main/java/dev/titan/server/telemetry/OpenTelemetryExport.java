package dev.titan.server.telemetry;

import dev.titan.host.trace.Tracer;
import dev.titan.model.EnvironmentException;
import dev.titan.model.Version;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The library, set up by its own reading of the variables. The only class that whoever asks for nothing must not touch. */
final class OpenTelemetryExport implements Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger("telemetry");
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final String UNKNOWN = "unknown_service";

    private final OpenTelemetrySdk sdk;
    private final @Nullable Tracer tracer;
    private final ExportLog log;

    private OpenTelemetryExport(OpenTelemetrySdk sdk, @Nullable Tracer tracer, ExportLog log) {
        this.sdk = sdk;
        this.tracer = tracer;
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
            throw new EnvironmentException("OpenTelemetry cannot be set up as OTEL_* asks: " + e.getMessage(), e);
        }
        if (settings.logs()) {
            LOG.warn("OTEL_LOGS_EXPORTER is not followed: the log goes to standard output alone");
        }
        Tracer tracer = settings.traces()
                ? new SpanTracer(sdk.getTracerProvider().get("titan", Version.TITAN), ids, database)
                : null;
        return new OpenTelemetryExport(sdk, tracer, log);
    }

    private static Resource named(Resource resource, String app) {
        String name = resource.getAttribute(SERVICE);
        return app.isEmpty() || (name != null && !name.startsWith(UNKNOWN))
                ? resource
                : resource.toBuilder().put(SERVICE, app).build();
    }

    @Override
    public @Nullable Tracer tracer() {
        return tracer;
    }

    @Override
    public void stop(long millis) {
        if (!sdk.shutdown().join(millis, TimeUnit.MILLISECONDS).isSuccess()) {
            LOG.warn("not all telemetry was exported before the end");
        }
        log.close();
    }
}
