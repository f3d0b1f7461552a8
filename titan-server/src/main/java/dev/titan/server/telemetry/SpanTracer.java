package dev.titan.server.telemetry;

import dev.titan.host.trace.OperationSpan;
import dev.titan.host.trace.RequestHead;
import dev.titan.host.trace.Span;
import dev.titan.host.trace.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes spans of the library's, with the attributes of the semantic conventions (https://opentelemetry.io/docs/specs/semconv/). */
final class SpanTracer implements Tracer {
    /** Characters of what a client calls: a longer one is no name of a service. */
    private static final int MOST_TARGET = 200;

    private static final double NANOS_PER_MS = 1_000_000;
    private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");

    private final io.opentelemetry.api.trace.Tracer tracer;
    private final SpanIds ids;
    private final DatabaseName database;

    /** @param ids of the provider that the tracer is of */
    SpanTracer(io.opentelemetry.api.trace.Tracer tracer, SpanIds ids, DatabaseName database) {
        this.tracer = tracer;
        this.ids = ids;
        this.database = database;
    }

    /** What has come from outside. */
    private record Remote(String traceparent, String tracestate) implements TextMapGetter<Remote> {
        @Override
        public Iterable<String> keys(Remote carrier) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(@Nullable Remote carrier, String key) {
            String value = key.equals("traceparent") ? traceparent : key.equals("tracestate") ? tracestate : "";
            return value.isEmpty() ? null : value;
        }

        /** A context with what it says, or with nothing. */
        Context context() {
            return traceparent.isEmpty()
                    ? Context.root()
                    : W3CTraceContextPropagator.getInstance().extract(Context.root(), this, this);
        }
    }

    private static SpanContext contextOf(Context parent) {
        return io.opentelemetry.api.trace.Span.fromContext(parent).getSpanContext();
    }

    @Override
    public boolean records() {
        return true;
    }

    @Override
    public Span request(RequestHead head) {
        Context parent = new Remote(head.traceparent(), head.tracestate()).context();
        String name = HttpMethods.nameOf(head.method());
        SpanBuilder span = tracer.spanBuilder(name).setParent(parent).setSpanKind(SpanKind.SERVER);
        span.setAttribute("http.request.method", HttpMethods.known(head.method()));
        span.setAttribute("url.scheme", head.scheme());
        span.setAttribute("url.path", head.path());
        span.setAttribute("network.protocol.version", head.version());
        span.setAttribute("client.address", head.ip());
        if (!head.agent().isEmpty()) {
            span.setAttribute("user_agent.original", head.agent());
        }
        server(span, head.host(), head.scheme());
        return new ServerSpan(span.startSpan(), name, true, contextOf(parent), head.tracestate());
    }

    private static void server(SpanBuilder span, String host, String scheme) {
        int colon = host.endsWith("]") ? -1 : host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        if (name.isEmpty()) {
            return;
        }
        span.setAttribute("server.address", name.startsWith("[") ? name.substring(1, name.length() - 1) : name);
        long port = scheme.equals("https") ? 443 : 80;
        try {
            span.setAttribute("server.port", colon < 0 ? port : Long.parseLong(host.substring(colon + 1)));
        } catch (NumberFormatException e) {
            // The client has written something else behind the colon.
        }
    }

    @Override
    public Span packet(String target, String ip, String traceparent) {
        Context parent = new Remote(traceparent, "").context();
        String name = rpcName(target);
        SpanBuilder span = tracer.spanBuilder(name).setParent(parent).setSpanKind(SpanKind.SERVER);
        rpc(span, target);
        if (!ip.isEmpty()) {
            span.setAttribute("client.address", ip);
        }
        return new ServerSpan(span.startSpan(), name, false, contextOf(parent), "");
    }

    private static String rpcName(String target) {
        int dot = target.lastIndexOf('.');
        return dot < 0 || target.length() > MOST_TARGET
                ? "netron"
                : target.substring(0, dot) + "/" + target.substring(dot + 1);
    }

    private static void rpc(SpanBuilder span, String target) {
        span.setAttribute("rpc.system", "netron");
        int dot = target.lastIndexOf('.');
        if (dot >= 0 && target.length() <= MOST_TARGET) {
            span.setAttribute("rpc.service", target.substring(0, dot));
            span.setAttribute("rpc.method", target.substring(dot + 1));
        }
    }

    @Override
    public Span handler(String kind, String name, String traceparent) {
        Context parent = new Remote(traceparent, "").context();
        String title = kind + " " + name;
        SpanBuilder span = tracer.spanBuilder(title).setParent(parent).setSpanKind(SpanKind.CONSUMER);
        span.setAttribute("titan.handler.kind", kind);
        span.setAttribute("titan.handler.name", name);
        return new ServerSpan(span.startSpan(), title, false, contextOf(parent), "");
    }

    @Override
    public void call(String told) {
        String[] lines = told.split("\n", -1);
        SpanKind kind = switch (lines[1]) {
            case "server" -> SpanKind.SERVER;
            case "client" -> SpanKind.CLIENT;
            default -> SpanKind.INTERNAL;
        };
        SpanBuilder builder = tracer.spanBuilder(rpcName(lines[2])).setSpanKind(kind);
        rpc(builder, lines[2]);
        long start = Math.round(Double.parseDouble(lines[3]) * NANOS_PER_MS);
        builder.setStartTimestamp(start, TimeUnit.NANOSECONDS);
        io.opentelemetry.api.trace.Span span = start(builder, lines[0]);
        if (!lines[5].isEmpty()) {
            String type = ServerSpan.className(lines[5]);
            span.setAttribute("error.type", type);
            span.addEvent("exception", Attributes.of(EXCEPTION_TYPE, type));
            span.setStatus(StatusCode.ERROR);
        }
        span.end(start + Math.round(Double.parseDouble(lines[4]) * NANOS_PER_MS), TimeUnit.NANOSECONDS);
    }

    @Override
    public @Nullable OperationSpan operation(String name, List<@Nullable Object> arguments, String place) {
        OperationOutline outline = OperationOutline.of(name, arguments, database);
        if (outline == null) {
            return null;
        }
        SpanBuilder builder = tracer.spanBuilder(outline.name()).setSpanKind(outline.kind());
        outline.attributes().forEach((key, value) -> {
            if (value instanceof Long number) {
                builder.setAttribute(key, number);
            } else {
                builder.setAttribute(key, String.valueOf(value));
            }
        });
        io.opentelemetry.api.trace.Span span = start(builder, place);
        return (value, error) -> end(span, outline, value, error);
    }

    private static void end(
            io.opentelemetry.api.trace.Span span,
            OperationOutline outline,
            @Nullable Object value,
            @Nullable Throwable error) {
        int status = outline.status(value);
        if (status > 0) {
            span.setAttribute("http.response.status_code", status);
        }
        String failure = outline.failure(value, error);
        if (!failure.isEmpty()) {
            span.setAttribute("error.type", failure);
            span.setStatus(StatusCode.ERROR);
            if (status == 0) {
                span.addEvent("exception", Attributes.of(EXCEPTION_TYPE, failure));
            }
        }
        span.end();
    }

    /** Starts a span that has its id. */
    private io.opentelemetry.api.trace.Span start(SpanBuilder span, String place) {
        String[] words = place.split(" ", 3);
        SpanContext parent = SpanContext.create(words[0], words[2], TraceFlags.getSampled(), TraceState.getDefault());
        span.setParent(io.opentelemetry.api.trace.Span.wrap(parent).storeInContext(Context.root()));
        ids.next(words[1]);
        try {
            return span.startSpan();
        } finally {
            ids.next(null);
        }
    }
}
