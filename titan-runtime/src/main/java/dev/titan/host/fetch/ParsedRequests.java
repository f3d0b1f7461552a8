package dev.titan.host.fetch;

import dev.titan.host.OperationCall;
import java.util.concurrent.ConcurrentHashMap;

/** The heads of requests that have been asked for lately: an app asks for few, again and again. Safe for use by many threads. */
final class ParsedRequests {
    private static final int MOST = 512;

    /** Characters; a longer one is not kept. */
    private static final int LONGEST = 512;

    private final ConcurrentHashMap<String, FetchRequest> heads = new ConcurrentHashMap<>();

    /** The request of a call of {@link Fetch}. */
    FetchRequest get(OperationCall call) {
        String head = call.text(0, "fetch: the request");
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
