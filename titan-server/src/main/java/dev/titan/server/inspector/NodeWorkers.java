package dev.titan.server.inspector;

import dev.titan.inspector.InspectorClient;
import dev.titan.inspector.InspectorConnection;
import dev.titan.inspector.InspectorTarget;
import dev.titan.inspector.InspectorTargets;
import dev.titan.model.Json;
import dev.titan.model.PlainJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's domain {@code NodeWorker}, by which a debugger that has attached to one worker reaches all others over the same connection: VS Code does so with the threads of
 * node. Safe for use by many threads.
 */
final class NodeWorkers implements InspectorTargets.Listener {
    private static final String DOMAIN = "NodeWorker.";
    private static final int INVALID_PARAMS = -32_602;

    private final InspectorTarget own;
    private final InspectorTargets targets;
    private final Consumer<String> out;
    private final Map<String, InspectorConnection> attached = new LinkedHashMap<>();
    private boolean enabled;

    /**
     * @param own what the connection itself is attached to
     * @param out sends to the debugger
     */
    NodeWorkers(InspectorTarget own, InspectorTargets targets, Consumer<String> out) {
        this.own = own;
        this.targets = targets;
        this.out = out;
    }

    /** Answers a request if it is one of this domain. @return whether it is */
    boolean take(String request) {
        if (!request.contains(DOMAIN)) {
            return false;
        }
        Map<?, ?> members;
        try {
            members = PlainJson.parse(request) instanceof Map<?, ?> map ? map : Map.of();
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (!(members.get("method") instanceof String method) || !method.startsWith(DOMAIN)) {
            return false;
        }
        Map<?, ?> params = members.get("params") instanceof Map<?, ?> map ? map : Map.of();
        boolean done = switch (method.substring(DOMAIN.length())) {
            case "enable" -> enable();
            case "disable" -> disable();
            case "sendMessageToWorker" -> send(params.get("sessionId"), params.get("message"));
            case "detach" -> detach(params.get("sessionId"));
            default -> false;
        };
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", members.get("id"));
        if (done) {
            answer.put("result", Map.of());
        } else {
            answer.put("error", Map.of("code", INVALID_PARAMS, "message", "no such session or command: " + method));
        }
        out.accept(Json.write(answer));
        return true;
    }

    private synchronized boolean enable() {
        if (!enabled) {
            enabled = true;
            targets.listen(this);
            targets.list().forEach(this::added);
        }
        return true;
    }

    private synchronized boolean disable() {
        enabled = false;
        targets.unlisten(this);
        attached.values().forEach(InspectorConnection::close);
        attached.clear();
        return true;
    }

    private synchronized boolean send(@Nullable Object session, @Nullable Object message) {
        InspectorConnection connection = attached.get(String.valueOf(session));
        if (connection == null || !(message instanceof String text)) {
            return false;
        }
        connection.send(text);
        return true;
    }

    private synchronized boolean detach(@Nullable Object session) {
        InspectorConnection connection = attached.remove(String.valueOf(session));
        if (connection == null) {
            return false;
        }
        connection.close();
        return true;
    }

    @Override
    public synchronized void added(InspectorTarget target) {
        if (!enabled || target.id().equals(own.id()) || attached.containsKey(target.id())) {
            return;
        }
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("workerId", target.id());
        info.put("type", "worker");
        info.put("title", target.name());
        info.put("url", targets.sources().toString());
        event(
                "attachedToWorker",
                Map.of("sessionId", target.id(), "workerInfo", info, "waitingForDebugger", target.waits()));
        attached.put(target.id(), target.connect(new Worker(target.id())));
    }

    @Override
    public void removed(InspectorTarget target) {
        // Its connection is told.
    }

    private void event(String name, Map<String, Object> params) {
        out.accept(Json.write(Map.of("method", DOMAIN + name, "params", params)));
    }

    /** Detaches from all. */
    void close() {
        disable();
    }

    /** What an attached worker says is passed on. */
    private final class Worker implements InspectorClient {
        private final String session;

        Worker(String session) {
            this.session = session;
        }

        @Override
        public void receive(String message) {
            event("receivedMessageFromWorker", Map.of("sessionId", session, "message", message));
        }

        @Override
        public void closed() {
            detached();
        }

        private void detached() {
            synchronized (NodeWorkers.this) {
                attached.remove(session);
            }
            event("detachedFromWorker", Map.of("sessionId", session));
        }
    }
}
