package dev.titan.server.telemetry;

import dev.titan.host.TraceContext;
import dev.titan.host.trace.Span;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.regex.Pattern;

/** A span of the library's that began outside of JavaScript. */
final class ServerSpan implements Span {
    private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");
    private static final AttributeKey<String> EXCEPTION_STACK = AttributeKey.stringKey("exception.stacktrace");

    /** What the name of a class looks like: what is thrown may call itself anything. */
    private static final Pattern CLASS = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]{0,100}");

    /** {@code error.type} of a request whose client went before there was an answer. */
    static final String CLIENT_GONE = "client_gone";

    private static final int GONE = 499;
    private static final int FIRST_FAILURE = 500;

    private final io.opentelemetry.api.trace.Span span;
    private final String name;
    private final boolean http;
    private final String parentId;
    private final String state;
    private volatile String thrown = "";

    /**
     * @param name by which it began
     * @param http whether it is a request by HTTP
     * @param parent may be invalid: there is none
     * @param state {@code tracestate} as it came
     */
    ServerSpan(io.opentelemetry.api.trace.Span span, String name, boolean http, SpanContext parent, String state) {
        this.span = span;
        this.name = name;
        this.http = http;
        this.parentId = parent.isValid() ? parent.getSpanId() : "";
        this.state = parent.isValid() ? state : "";
    }

    @Override
    public TraceContext context() {
        SpanContext context = span.getSpanContext();
        return new TraceContext(context.getTraceId(), context.getSpanId(), parentId, context.isSampled(), state);
    }

    @Override
    public boolean recorded() {
        return span.isRecording();
    }

    @Override
    public void route(String pattern) {
        span.updateName(name + " " + pattern);
        span.setAttribute("http.route", pattern);
    }

    @Override
    public void threw(String type, String stack) {
        thrown = className(type);
        span.addEvent("exception", Attributes.of(EXCEPTION_TYPE, thrown, EXCEPTION_STACK, stack));
    }

    /** A type that may be told: one that is no name of a class counts as Error. */
    static String className(String type) {
        return CLASS.matcher(type).matches() ? type : "Error";
    }

    @Override
    public void end(int status) {
        if (http && status != GONE) {
            span.setAttribute("http.response.status_code", status);
        }
        if (status >= GONE) {
            String type = thrown.isEmpty() ? String.valueOf(status) : thrown;
            span.setAttribute("error.type", status == GONE ? CLIENT_GONE : type);
        }
        if (status >= FIRST_FAILURE) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
