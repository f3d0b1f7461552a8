package dev.titan.server.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the library logs, by java.util.logging, in the log of the server: what its console exporter writes, and that an exporter has begun to fail, once, whatever it tries after that. Safe for use by many
 * threads.
 */
final class ExportLog extends Handler {
    private static final Logger LOG = LoggerFactory.getLogger("telemetry");
    private static final String CONSOLE = "io.opentelemetry.exporter.logging.";

    /** Held, since the JDK forgets a logger that nobody holds, and what was set for it. */
    private final java.util.logging.Logger library = java.util.logging.Logger.getLogger("io.opentelemetry");

    private final SimpleFormatter formatter = new SimpleFormatter();
    private volatile String reason = "";

    private ExportLog() {}

    static ExportLog start() {
        ExportLog log = new ExportLog();
        log.library.setUseParentHandlers(false);
        log.library.addHandler(log);
        return log;
    }

    @Override
    public void publish(LogRecord line) {
        String message = formatter.formatMessage(line);
        if (String.valueOf(line.getLoggerName()).startsWith(CONSOLE)) {
            LOG.info(message);
        } else if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
            reason = message;
            LOG.debug(message, line.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        library.removeHandler(this);
        library.setUseParentHandlers(true);
    }

    /** Whether an exporter works. */
    private final class Health {
        private final String what;
        private final AtomicBoolean failing = new AtomicBoolean();

        Health(String what) {
            this.what = what;
        }

        CompletableResultCode note(CompletableResultCode result) {
            return result.whenComplete(() -> {
                if (result.isSuccess()) {
                    if (failing.compareAndSet(true, false)) {
                        LOG.info("{} are exported again", what);
                    }
                } else if (failing.compareAndSet(false, true)) {
                    LOG.warn("{} cannot be exported and are dropped until they can be: {}", what, reason);
                }
            });
        }
    }

    /** The same exporter, and a line when it begins to fail and when it works again. */
    SpanExporter watch(SpanExporter exporter) {
        Health health = new Health("spans");
        return new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                return health.note(exporter.export(spans));
            }

            @Override
            public CompletableResultCode flush() {
                return exporter.flush();
            }

            @Override
            public CompletableResultCode shutdown() {
                return exporter.shutdown();
            }
        };
    }

    /** The same. */
    MetricExporter watch(MetricExporter exporter) {
        Health health = new Health("metrics");
        return new MetricExporter() {
            @Override
            public CompletableResultCode export(Collection<MetricData> metrics) {
                return health.note(exporter.export(metrics));
            }

            @Override
            public CompletableResultCode flush() {
                return exporter.flush();
            }

            @Override
            public CompletableResultCode shutdown() {
                return exporter.shutdown();
            }

            @Override
            public AggregationTemporality getAggregationTemporality(InstrumentType type) {
                return exporter.getAggregationTemporality(type);
            }
        };
    }
}
