package dev.titan.inspector;

import dev.titan.engine.Inspector;
import dev.titan.engine.InspectorSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A debugger that is attached to a worker. Safe for use by many threads; requests take effect in the order of {@link #send}. */
public final class InspectorConnection implements AutoCloseable, Inspector.Client {
    private final InspectorTarget target;
    private final InspectorClient client;
    private final AuthorView view;

    /** Confined to the worker's thread. */
    private @Nullable InspectorSession session;

    InspectorConnection(InspectorTarget target, InspectorTargets targets, InspectorClient client) {
        this.target = target;
        this.client = client;
        this.view = new AuthorView(targets, own -> target.post(() -> hand(List.of(own))));
    }

    void open(Inspector inspector) {
        session = inspector.open(this);
    }

    /** Sends a request of the Chrome DevTools Protocol, JSON. Its response goes to the client; a worker that is busy answers when it is no longer. */
    public void send(String request) {
        target.post(() -> hand(view.requests(request)));
    }

    private void hand(List<String> requests) {
        InspectorSession own = session;
        if (own != null) {
            requests.forEach(own::send);
        }
    }

    /** Detaches. A worker that is paused goes on. */
    @Override
    public void close() {
        target.disconnected(this);
        target.post(this::end);
    }

    /** Called on the worker's thread. */
    void targetClosed() {
        end();
        client.closed();
    }

    private void end() {
        InspectorSession own = session;
        session = null;
        if (own != null) {
            own.close();
        }
    }

    @Override
    public void receive(String message) {
        String shown = view.message(message);
        if (shown != null) {
            client.receive(shown);
        }
    }

    @Override
    public void ready() {
        target.ready();
    }
}
