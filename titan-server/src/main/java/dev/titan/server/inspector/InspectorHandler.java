package dev.titan.server.inspector;

import dev.titan.inspector.InspectorTarget;
import dev.titan.inspector.InspectorTargets;
import dev.titan.model.Json;
import dev.titan.model.Version;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages that debuggers find the workers by, as node and Chrome serve them, and the WebSockets. */
final class InspectorHandler implements HttpHandler {
    private static final String FRONTEND = "devtools://devtools/bundled/js_app.html?experiments=true&v8only=true&ws=";

    private final InspectorTargets targets;

    InspectorHandler(InspectorTargets targets) {
        this.targets = targets;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.getRequestMethod().equals(Methods.GET)) {
            exchange.setStatusCode(StatusCodes.METHOD_NOT_ALLOWED);
            exchange.getResponseHeaders().put(Headers.ALLOW, Methods.GET_STRING);
            return;
        }
        switch (exchange.getRequestPath()) {
            case "/json", "/json/", "/json/list", "/json/list/" -> json(exchange, list(exchange.getHostAndPort()));
            case "/json/version", "/json/version/" -> json(exchange, version());
            case "/json/protocol", "/json/protocol/" -> send(exchange, ProtocolText.read());
            default -> worker(exchange);
        }
    }

    private static Map<String, Object> version() {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("Browser", "titan/" + Version.TITAN);
        version.put("Protocol-Version", "1.1");
        return version;
    }

    private List<Object> list(String authority) {
        List<Object> list = new ArrayList<>();
        for (InspectorTarget target : targets.list()) {
            String place = authority + "/" + target.id();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("description", "titan worker");
            entry.put("devtoolsFrontendUrl", FRONTEND + place);
            entry.put("devtoolsFrontendUrlCompat", FRONTEND + place);
            entry.put("faviconUrl", "");
            entry.put("id", target.id());
            entry.put("title", target.name());
            entry.put("type", "node");
            entry.put("url", targets.sources().toString());
            entry.put("webSocketDebuggerUrl", "ws://" + place);
            list.add(entry);
        }
        return list;
    }

    private static void json(HttpServerExchange exchange, Object value) {
        send(exchange, Json.pretty(value));
    }

    private static void send(HttpServerExchange exchange, String json) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=UTF-8");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-cache");
        exchange.getResponseSender().send(json);
    }

    private void worker(HttpServerExchange exchange) throws Exception {
        Optional<InspectorTarget> target =
                targets.find(exchange.getRequestPath().substring(1));
        if (target.isEmpty()) {
            exchange.setStatusCode(StatusCodes.NOT_FOUND);
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
            exchange.getResponseSender().send("No worker has this id; /json/list has those there are\n");
            return;
        }
        InspectorTarget worker = target.get();
        WebSocketConnectionCallback opened = (request, channel) -> DebuggerSocket.open(channel, worker, targets);
        new WebSocketProtocolHandshakeHandler(opened).handleRequest(exchange);
    }
}
