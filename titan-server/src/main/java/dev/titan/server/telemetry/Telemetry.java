package dev.titan.server.telemetry;

import dev.titan.config.TitanConfig;
import dev.titan.host.trace.Tracer;
import dev.titan.model.EnvironmentException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What exports telemetry for as long as a server runs. Safe for use by many threads. */
public interface Telemetry {
    /**
     * Begins with what an environment asks for.
     *
     * @param environment of the process
     * @param app the service's name, unless the environment has one
     * @param database which spans name
     * @return null when it asks for nothing, or {@code OTEL_SDK_DISABLED} is true
     * @throws EnvironmentException when it asks for what is not to be had; the message names the variable
     */
    static @Nullable Telemetry start(Map<String, String> environment, String app, TitanConfig.Database database)
            throws EnvironmentException {
        TelemetrySettings settings = TelemetrySettings.of(environment);
        return settings.any() ? OpenTelemetryExport.start(settings, app, DatabaseName.of(database)) : null;
    }

    /** What is told of requests and of what they do. */
    Tracer tracer();

    /**
     * Exports figures of a server, if metrics are asked for.
     *
     * @param source gives the same figures each time; asked on any thread, must not block
     */
    void measure(Supplier<List<MetricSample>> source);

    /**
     * Exports what is left and ends.
     *
     * @param millis for how long it may take; what is not exported by then is lost
     */
    void stop(long millis);
}
