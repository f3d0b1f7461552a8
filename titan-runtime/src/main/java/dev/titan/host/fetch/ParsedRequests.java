package dev.titan.host.fetch;

import dev.titan.host.BytePipe;
import dev.titan.host.OperationCall;
import dev.titan.host.TraceContext;
import java.util.concurrent.ConcurrentHashMap;

/** The heads of requests that have been asked for lately: an app asks for few, again and again. Safe for use by many threads. */
final class ParsedRequests {
    private static final int MOST = 512;

    /** Characters; a longer one is not kept. */
    private static final int LONGEST = 512;

    /** What a line with the number of a pipe begins with, before all else. */
    private static final String PIPE = "#";

    /** What a line with {@code traceparent}, a space and {@code tracestate} begins with, before the head: heads are the same again and again, calls are not. */
    private static final String TRACE = "@";

    private final ConcurrentHashMap<String, FetchRequest> heads = new ConcurrentHashMap<>();

    /** The request of a call of {@link Fetch}. */
    FetchRequest get(OperationCall call) {
        String head = call.text(0, "fetch: the request");
        BytePipe pipe = null;
        if (head.startsWith(PIPE)) {
            int line = head.indexOf('\n');
            pipe = call.scope().resource(Integer.parseInt(head.substring(PIPE.length(), line)), BytePipe.class);
            head = head.substring(line + 1);
        }
        TraceContext trace;
        if (head.startsWith(TRACE)) {
            int space = head.indexOf(' ');
            int line = head.indexOf('\n');
            trace = TraceContext.sent(head.substring(TRACE.length(), space), head.substring(space + 1, line));
            head = head.substring(line + 1);
        } else {
            trace = call.scope().trace();
        }
        FetchRequest request = parsed(head).within(trace);
        if (pipe != null) {
            return request.with(pipe);
        }
        return call.bytes() == null ? request : request.with(call.bytes());
    }

    private FetchRequest parsed(String head) {
        FetchRequest request = heads.get(head);
        if (request == null) {
            request = FetchRequest.parse(head);
            if (head.length() <= LONGEST && !request.hasCredentials()) {
                if (heads.size() >= MOST) {
                    heads.clear();
                }
                heads.put(head, request);
            }
        }
        return request;
    }
}
