package dev.titan.server.development;

import dev.titan.runtime.Answer;
import dev.titan.runtime.Invocation;
import dev.titan.runtime.RuntimeListener;
import dev.titan.server.EndedRequest;
import dev.titan.server.RequestListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last requests, those that still run, and where their time went; requests for {@code /__titan} are none of them. Each that begins or ends is an item of the topic
 * {@code request}. Safe for use by many threads.
 */
public final class RequestRecorder implements RequestListener, RuntimeListener {
    /** Requests that are kept once they are over. */
    static final int KEPT = 200;

    private final EventBatch events;

    /** An invocation may go on after its answer, and what it then does still belongs to its request; the request itself need not be kept for that. */
    private final Map<Invocation, RequestTrace> traces = Collections.synchronizedMap(new WeakHashMap<>());

    private final Deque<RequestRecord> ended = new ArrayDeque<>();
    private final Map<Long, RequestRecord> running = new LinkedHashMap<>();
    private long count;

    RequestRecorder(EventBroadcast events) {
        this.events = new EventBatch(events, "request");
    }

    @Override
    public void called(Invocation invocation) {
        RequestRecord record;
        synchronized (this) {
            RequestTrace trace = new RequestTrace(++count, invocation.target());
            traces.put(invocation, trace);
            record = RequestRecord.running(invocation, trace);
            running.put(record.id(), record);
        }
        tell(record);
    }

    @Override
    public void ended(EndedRequest request) {
        if (request.path().equals("/__titan") || request.path().startsWith("/__titan/")) {
            return;
        }
        Invocation invocation = request.invocation();
        RequestTrace trace = invocation == null ? null : traces.get(invocation);
        RequestRecord record;
        synchronized (this) {
            record = RequestRecord.ended(trace == null ? ++count : trace.id(), request, trace);
            running.remove(record.id());
            ended.addFirst(record);
            if (ended.size() > KEPT) {
                ended.removeLast();
            }
        }
        tell(record);
    }

    private void tell(RequestRecord record) {
        if (events.heard()) {
            events.add(RequestView.summary(record));
        }
    }

    @Override
    public void ran(Invocation invocation, long start, long nanos) {
        add(invocation, new RequestTrace.Span("run", "", start, nanos, false));
    }

    @Override
    public void held(Invocation invocation, long start, long nanos) {
        add(invocation, new RequestTrace.Span("held", "", start, nanos, false));
    }

    @Override
    public void operated(Invocation invocation, String name, long start, long nanos, boolean failed) {
        add(invocation, new RequestTrace.Span("operation", name, start, nanos, failed));
    }

    private void add(Invocation invocation, RequestTrace.Span span) {
        RequestTrace trace = traces.get(invocation);
        if (trace != null) {
            trace.add(span);
        }
    }

    @Override
    public void answered(Invocation invocation, Answer answer) {
        RequestTrace trace = traces.get(invocation);
        if (trace != null && answer instanceof Answer.Failure failure) {
            trace.failed(failure.error());
        }
    }

    /** The slices of an invocation on one line, {@code run 0.4 · suspended 6.1: sleep · run 0.1}, in milliseconds; empty when there are none. */
    public String slices(Invocation invocation) {
        RequestTrace trace = traces.get(invocation);
        return trace == null ? "" : TraceText.of(trace.spans());
    }

    /** Those that run, then those that are over, each from the newest on. */
    synchronized List<RequestRecord> all() {
        List<RequestRecord> all = new ArrayList<>(running.values());
        Collections.reverse(all);
        all.addAll(ended);
        return all;
    }

    /** The one with this id, or null when it is not kept. */
    @Nullable
    RequestRecord find(long id) {
        return all().stream().filter(record -> record.id() == id).findFirst().orElse(null);
    }
}
