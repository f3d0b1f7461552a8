package dev.titan.server.development;

import dev.titan.server.ErrorPages;
import dev.titan.server.endpoint.Endpoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What development mode adds to a server, wired together. Safe for use by many threads. */
public final class DevelopmentTools {
    private final EventBroadcast events = new EventBroadcast();
    private final DevelopmentPage page = new DevelopmentPage(events);
    private final DevelopmentEndpoint endpoint;
    private final ErrorPages errors;

    /**
     * One server's.
     *
     * @param app the app's folder
     * @param environment of the author, which names the editor
     */
    public DevelopmentTools(Path app, Map<String, String> environment) {
        ProjectFiles files = new ProjectFiles(app);
        Map<String, DevelopmentResource> resources = new LinkedHashMap<>();
        resources.put("/events", events);
        resources.put("/open", new OpenInEditor(files, Editor.of(environment)));
        resources.putAll(page.resources());
        this.endpoint = new DevelopmentEndpoint(resources, events);
        this.errors = new ErrorOverlay(files, events);
    }

    /** Answers {@code /__titan}. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Shows errors in browsers. */
    public ErrorPages errors() {
        return errors;
    }

    /** Tells the pages of development mode what happens. */
    public EventBroadcast events() {
        return events;
    }

    /** The page at {@code /__titan}. */
    public DevelopmentPage page() {
        return page;
    }
}
