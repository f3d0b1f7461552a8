package dev.titan.server.development;

import dev.titan.server.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** What development mode adds to a server, wired together. Safe for use by many threads. */
public final class DevelopmentTools {
    private final EventBroadcast events = new EventBroadcast();
    private final DevelopmentEndpoint endpoint;

    /** One server's. */
    public DevelopmentTools() {
        Map<String, DevelopmentResource> resources = new LinkedHashMap<>();
        resources.put("/events", events);
        this.endpoint = new DevelopmentEndpoint(resources, events);
    }

    /** Answers {@code /__titan}. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Tells the pages of development mode what happens. */
    public EventBroadcast events() {
        return events;
    }
}
