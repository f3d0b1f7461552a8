package dev.titan.host.fetch;

import dev.titan.host.BytePipe;
import dev.titan.host.OperationCall;
import java.util.concurrent.ConcurrentHashMap;

/** The heads of requests that have been asked for lately: an app asks for few, again and again. Safe for use by many threads. */
final class ParsedRequests {
    private static final int MOST = 512;

    /** Characters; a longer one is not kept. */
    private static final int LONGEST = 512;

    /** What a line with the number of a pipe begins with, before the head. */
    private static final String PIPE = "#";

    private final ConcurrentHashMap<String, FetchRequest> heads = new ConcurrentHashMap<>();

    /** The request of a call of {@link Fetch}. */
    FetchRequest get(OperationCall call) {
        String head = call.text(0, "fetch: the request");
        if (head.startsWith(PIPE)) {
            int line = head.indexOf('\n');
            int pipe = Integer.parseInt(head.substring(PIPE.length(), line));
            return FetchRequest.parse(head.substring(line + 1))
                    .with(call.scope().resource(pipe, BytePipe.class));
        }
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
        return call.bytes() == null ? request : request.with(call.bytes());
    }
}
