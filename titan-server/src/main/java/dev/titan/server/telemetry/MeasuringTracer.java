package dev.titan.server.telemetry;

import dev.titan.host.TraceContext;
import dev.titan.host.trace.OperationSpan;
import dev.titan.host.trace.RequestHead;
import dev.titan.host.trace.Span;
import dev.titan.host.trace.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Measures how long requests take, {@code http.server.request.duration}, beside what another tracer records, if there is one. */
final class MeasuringTracer implements Tracer {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("network.protocol.version");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    /** What the semantic conventions advise, in seconds. */
    private static final List<Double> BOUNDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int GONE = 499;
    private static final int FIRST_FAILURE = 500;

    private final @Nullable Tracer recorder;
    private final DoubleHistogram durations;

    /** @param recorder records spans; null where nobody does */
    MeasuringTracer(@Nullable Tracer recorder, Meter meter) {
        this.recorder = recorder;
        this.durations = meter.histogramBuilder("http.server.request.duration")
                .setUnit("s")
                .setDescription("Duration of HTTP server requests.")
                .setExplicitBucketBoundariesAdvice(BOUNDS)
                .build();
    }

    @Override
    public boolean records() {
        return recorder != null && recorder.records();
    }

    @Override
    public Span request(RequestHead head) {
        Span span = recorder == null
                ? new Unrecorded(TraceContext.of(head.traceparent(), head.tracestate()))
                : recorder.request(head);
        return new Measured(span, head);
    }

    @Override
    public Span packet(String target, String ip, String traceparent) {
        return recorder == null ? unrecorded(traceparent) : recorder.packet(target, ip, traceparent);
    }

    @Override
    public Span handler(String kind, String name, String traceparent) {
        return recorder == null ? unrecorded(traceparent) : recorder.handler(kind, name, traceparent);
    }

    private static Span unrecorded(String traceparent) {
        return new Unrecorded(TraceContext.of(traceparent, ""));
    }

    @Override
    public void call(String told) {
        if (recorder != null) {
            recorder.call(told);
        }
    }

    @Override
    public @Nullable OperationSpan operation(String name, List<@Nullable Object> arguments, String place) {
        return recorder == null ? null : recorder.operation(name, arguments, place);
    }

    /** A place in a trace, and nothing more. */
    private record Unrecorded(TraceContext context) implements Span {
        @Override
        public boolean recorded() {
            return false;
        }

        @Override
        public void route(String pattern) {}

        @Override
        public void threw(String type, String stack) {}

        @Override
        public void end(int status) {}
    }

    /** A request's span that is measured when it ends. */
    private final class Measured implements Span {
        private final Span span;
        private final RequestHead head;
        private final long start = System.nanoTime();
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile String route = "";

        Measured(Span span, RequestHead head) {
            this.span = span;
            this.head = head;
        }

        @Override
        public TraceContext context() {
            return span.context();
        }

        @Override
        public boolean recorded() {
            return span.recorded();
        }

        @Override
        public void route(String pattern) {
            route = pattern;
            span.route(pattern);
        }

        @Override
        public void threw(String type, String stack) {
            span.threw(type, stack);
        }

        @Override
        public void end(int status) {
            if (ended.compareAndSet(false, true)) {
                durations.record((System.nanoTime() - start) / NANOS_PER_SECOND, attributes(status));
            }
            span.end(status);
        }

        private Attributes attributes(int status) {
            AttributesBuilder attributes = Attributes.builder()
                    .put(METHOD, HttpMethods.known(head.method()))
                    .put(SCHEME, head.scheme())
                    .put(VERSION, head.version());
            if (!route.isEmpty()) {
                attributes.put(ROUTE, route);
            }
            if (status != GONE) {
                attributes.put(STATUS, (long) status);
            }
            if (status >= GONE) {
                attributes.put(ERROR, status >= FIRST_FAILURE ? String.valueOf(status) : ServerSpan.CLIENT_GONE);
            }
            return attributes.build();
        }
    }
}
