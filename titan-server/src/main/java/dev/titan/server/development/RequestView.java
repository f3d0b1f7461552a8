package dev.titan.server.development;

import dev.titan.model.SourceLocation;
import dev.titan.runtime.Frame;
import dev.titan.runtime.ThrownError;
import dev.titan.runtime.Timings;
import dev.titan.server.EndedRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests as JSON values; times are milliseconds. */
final class RequestView {
    private static final double NANOS_PER_MS = 1e6;
    private static final int MAX_CAUSES = 5;

    private RequestView() {}

    /** One line of the list. A request that runs has no {@code status}; one that called no action has no {@code action}. */
    static Map<String, @Nullable Object> summary(RequestRecord record) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", record.id());
        json.put("time", record.millis());
        json.put("method", record.method());
        json.put("path", record.path());
        json.put("query", Masked.query(record.query()));
        EndedRequest over = record.over();
        if (over != null) {
            json.put("status", over.status());
            json.put("ms", millis(over.nanos()));
            json.put("requestId", over.requestId());
        }
        Timings timings = record.timings();
        if (timings != null) {
            json.put("queue", millis(timings.queued()));
            json.put("run", millis(timings.run()));
            json.put("suspended", millis(timings.suspended()));
        }
        RequestTrace trace = record.trace();
        if (trace != null) {
            json.put("action", trace.target().action().id());
            json.put("lane", lane(trace.lane()));
        }
        return json;
    }

    /** All that is known. */
    static Map<String, @Nullable Object> details(RequestRecord record) {
        Map<String, @Nullable Object> json = summary(record);
        EndedRequest over = record.over();
        if (over != null) {
            json.put("bytes", over.bytes());
            json.put("requestHeaders", Masked.fields(over.fields()));
            json.put("responseHeaders", Masked.fields(over.answerFields()));
        }
        RequestTrace trace = record.trace();
        if (trace != null) {
            json.put("route", trace.target().route().pattern());
            json.put("place", place(RoutesView.answers(trace.target())));
            long begin = over == null ? trace.called() : over.start();
            json.put(
                    "spans",
                    trace.spans().stream().map(span -> span(span, begin)).toList());
            json.put("spansLeft", trace.left());
            ThrownError error = trace.error();
            if (error != null) {
                json.put("error", error(error, MAX_CAUSES));
            }
        }
        return json;
    }

    private static Map<String, Object> span(RequestTrace.Span span, long begin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", span.kind());
        json.put("name", span.name());
        json.put("start", millis(span.start() - begin));
        json.put("ms", millis(span.nanos()));
        json.put("failed", span.failed());
        return json;
    }

    private static Map<String, Object> error(ThrownError error, int causes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", error.name());
        json.put("message", error.message());
        json.put("frames", error.frames().stream().map(RequestView::frame).toList());
        ThrownError cause = error.cause();
        if (cause != null && causes > 0) {
            json.put("cause", error(cause, causes - 1));
        }
        return json;
    }

    private static Map<String, Object> frame(Frame frame) {
        Map<String, Object> json = place(frame.place());
        json.put("function", frame.function());
        json.put("own", frame.own());
        return json;
    }

    /** {@code {file, line, column}}. */
    static Map<String, Object> place(SourceLocation place) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", place.file());
        json.put("line", place.line());
        json.put("column", place.column());
        return json;
    }

    /** {@code in place}, {@code side} or {@code confined}. */
    static String lane(Enum<?> lane) {
        return lane.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MS * 1000) / 1000.0;
    }

    /** The list of requests. */
    static Map<String, Object> list(List<RequestRecord> records) {
        return Map.of("requests", records.stream().map(RequestView::summary).toList());
    }
}
